/* Generators, contexts and modules of OpenSSL, from beginning to end. */
#include "openssl_program.h"

#include <dlfcn.h>
#include <openssl/crypto.h>

static void check_error(const char *reason)
{
	const char *data = NULL;
	int flags = 0;
	unsigned long error = ERR_get_error_all(NULL, NULL, NULL, &data, &flags);
	CHECK(error != 0);
	if (!ERR_reason_error_string(error) || !strstr(ERR_reason_error_string(error), reason))
		fprintf(stderr, "%s: %s\n", ERR_reason_error_string(error), data);
	CHECK(ERR_reason_error_string(error) && strstr(ERR_reason_error_string(error), reason));
	ERR_clear_error();
}

static EVP_RAND_CTX *generator_new(void)
{
	EVP_RAND *kind = EVP_RAND_fetch(NULL, "vgetrandom", NULL);
	CHECK(kind);
	EVP_RAND_CTX *generator = EVP_RAND_CTX_new(kind, NULL);
	CHECK(generator);
	EVP_RAND_free(kind);
	return generator;
}

/* Returns a number that a generator is asked for, in some number of bytes. */
static uint64_t number(EVP_RAND_CTX *generator, const char *name, size_t bytes)
{
	uint64_t value[2] = { 0, 0 };
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_end(),
		OSSL_PARAM_construct_end(),
	};
	params[0] = OSSL_PARAM_construct_size_t(name, (size_t *)value);
	params[0].data_size = bytes;
	CHECK(EVP_RAND_CTX_get_params(generator, params) == 1);
	CHECK(params[0].return_size == bytes && value[1] == 0);
	return value[0];
}

static size_t largest(EVP_RAND_CTX *generator)
{
	size_t most = 0;
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_size_t(OSSL_RAND_PARAM_MAX_REQUEST, &most),
		OSSL_PARAM_construct_end(),
	};
	CHECK(EVP_RAND_CTX_get_params(generator, params) == 1);
	return most;
}

/* Follows a generator from its making to its end, as drbgtest does. */
static void life(void)
{
	unsigned char a[32], b[32];
	EVP_RAND_CTX *generator = generator_new();
	CHECK(EVP_RAND_get_state(generator) == EVP_RAND_STATE_UNINITIALISED);
	CHECK(EVP_RAND_generate(generator, a, sizeof(a), 0, 0, NULL, 0) == 0);
	check_error("not instantiated");
	CHECK(EVP_RAND_reseed(generator, 0, NULL, 0, NULL, 0) == 0);
	check_error("not instantiated");

	CHECK(EVP_RAND_instantiate(generator, 512, 0, NULL, 0, NULL) == 0);
	check_error("256 bits");
	CHECK(EVP_RAND_get_state(generator) == EVP_RAND_STATE_UNINITIALISED);
	CHECK(EVP_RAND_instantiate(generator, 256, 1, (const unsigned char *)"me", 2, NULL) == 1);
	CHECK(EVP_RAND_get_state(generator) == EVP_RAND_STATE_READY);
	CHECK(EVP_RAND_get_strength(generator) == 256);
	CHECK(largest(generator) > 65536);
	for (size_t bytes = 2; bytes <= 16; bytes++)
		CHECK(number(generator, OSSL_RAND_PARAM_STRENGTH, bytes) == 256);

	CHECK(EVP_RAND_generate(generator, a, sizeof(a), 256, 1, b, sizeof(b)) == 1);
	CHECK(EVP_RAND_generate(generator, b, sizeof(b), 0, 0, NULL, 0) == 1);
	CHECK(memcmp(a, b, sizeof(a)) != 0);
	CHECK(EVP_RAND_generate(generator, a, sizeof(a), 257, 0, NULL, 0) == 0);
	check_error("256 bits");
	CHECK(EVP_RAND_reseed(generator, 1, a, sizeof(a), b, sizeof(b)) == 1);
	CHECK(EVP_RAND_nonce(generator, a, sizeof(a)) == 1);
	CHECK(EVP_RAND_nonce(generator, b, sizeof(b)) == 1);
	CHECK(memcmp(a, b, sizeof(a)) != 0);
	CHECK(EVP_RAND_enable_locking(generator) == 1);
	CHECK(EVP_RAND_verify_zeroization(generator) == 1);
	CHECK(OSSL_PARAM_locate_const(EVP_RAND_CTX_gettable_params(generator),
				      OSSL_RAND_PARAM_MAX_REQUEST));

	/* One is asked for with a wrong type, the other is unknown. */
	char text[8];
	OSSL_PARAM wrong[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_RAND_PARAM_STRENGTH, text, sizeof(text)),
		OSSL_PARAM_construct_end(),
	};
	OSSL_PARAM unknown[] = {
		OSSL_PARAM_construct_utf8_string("max_request_of_all", text, sizeof(text)),
		OSSL_PARAM_construct_end(),
	};
	CHECK(EVP_RAND_CTX_get_params(generator, wrong) == 0);
	CHECK(EVP_RAND_CTX_get_params(generator, unknown) == 1);
	CHECK(OSSL_PARAM_modified(&unknown[0]) == 0);
	ERR_clear_error();

	CHECK(EVP_RAND_uninstantiate(generator) == 1);
	CHECK(EVP_RAND_get_state(generator) == EVP_RAND_STATE_UNINITIALISED);
	CHECK(EVP_RAND_generate(generator, a, sizeof(a), 0, 0, NULL, 0) == 0);
	check_error("not instantiated");
	CHECK(EVP_RAND_instantiate(generator, 0, 0, NULL, 0, NULL) == 1);
	CHECK(EVP_RAND_generate(generator, a, sizeof(a), 0, 0, NULL, 0) == 1);
	EVP_RAND_CTX_free(generator);

	/* What the program adds is not needed, and does no harm. */
	RAND_add(a, sizeof(a), 32);
	RAND_seed(a, sizeof(a));
	CHECK(RAND_poll() == 1);
	CHECK(RAND_bytes(a, sizeof(a)) == 1);
}

/* OpenSSL's own generator, seeded from this one. */
static void parent(void)
{
	unsigned char a[64], b[64];
	char cipher[] = "AES-256-CTR";
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_DRBG_PARAM_CIPHER, cipher, 0),
		OSSL_PARAM_construct_end(),
	};
	EVP_RAND_CTX *seeds = generator_new();
	CHECK(EVP_RAND_instantiate(seeds, 256, 0, NULL, 0, NULL) == 1);
	OSSL_PROVIDER *provider = OSSL_PROVIDER_load(NULL, "vgetrandom");
	EVP_RAND *kind = EVP_RAND_fetch(NULL, "CTR-DRBG", NULL);
	CHECK(provider && kind);
	for (int i = 0; i < 100; i++) {
		EVP_RAND_CTX *drbg = EVP_RAND_CTX_new(kind, seeds);
		CHECK(drbg);
		CHECK(EVP_RAND_instantiate(drbg, 256, i % 2, NULL, 0, params) == 1);
		CHECK(EVP_RAND_generate(drbg, a, sizeof(a), 256, i % 2, NULL, 0) == 1);
		CHECK(EVP_RAND_reseed(drbg, 1, NULL, 0, NULL, 0) == 1);
		CHECK(EVP_RAND_generate(drbg, b, sizeof(b), 256, 0, NULL, 0) == 1);
		CHECK(memcmp(a, b, sizeof(a)) != 0);

		/* It takes a new seed at each request, so it cannot go on alone in a clone. */
		CHECK(EVP_RAND_generate(drbg, a, sizeof(a), 256, 0, NULL, 0) == 1);
		CHECK(EVP_RAND_generate(drbg, a, sizeof(a), 256, 0, NULL, 0) == 1);
		CHECK(number(drbg, OSSL_DRBG_PARAM_RESEED_COUNTER, 4) >= 4);
		EVP_RAND_CTX_free(drbg);
	}

	/* A seed does not count as output. */
	CHECK(has_served(provider) == 0);
	CHECK(OSSL_PROVIDER_unload(provider) == 1);
	EVP_RAND_free(kind);
	EVP_RAND_CTX_free(seeds);
}

static void draw_at_exit(void)
{
	unsigned char a[16];
	CHECK(RAND_bytes(a, sizeof(a)) == 1);
}

static void *draw_then_linger(void *argument)
{
	unsigned char a[16];
	CHECK(RAND_bytes(a, sizeof(a)) == 1);
	pthread_barrier_wait(argument);
	pthread_barrier_wait(argument);
	return NULL;
}

/* Draws until OpenSSL ends with the program. */
static void cleanup(void)
{
	pthread_barrier_t barrier;
	pthread_t thread;
	draw_at_exit();
	CHECK(atexit(draw_at_exit) == 0);
	CHECK(pthread_barrier_init(&barrier, NULL, 2) == 0);
	CHECK(pthread_create(&thread, NULL, draw_then_linger, &barrier) == 0);
	pthread_barrier_wait(&barrier);
	pthread_barrier_wait(&barrier);
	CHECK(pthread_join(thread, NULL) == 0);
	exit(0);
}

/* OpenSSL ends before the program does, while a thread still has a state. */
static void early_cleanup(void)
{
	pthread_barrier_t barrier;
	pthread_t thread;
	CHECK(pthread_barrier_init(&barrier, NULL, 2) == 0);
	CHECK(pthread_create(&thread, NULL, draw_then_linger, &barrier) == 0);
	pthread_barrier_wait(&barrier);
	OPENSSL_cleanup();
	pthread_barrier_wait(&barrier);
	CHECK(pthread_join(thread, NULL) == 0);
	_exit(0);
}

/* Makes and frees a library context many times, with its configuration. */
static void context(void)
{
	unsigned char a[16], b[16];
	CHECK(RAND_bytes(a, sizeof(a)) == 1);
	for (int i = 0; i < 50; i++) {
		OSSL_LIB_CTX *own = OSSL_LIB_CTX_new();
		CHECK(own);
		CHECK(OSSL_LIB_CTX_load_config(own, getenv("OPENSSL_CONF")) == 1);
		CHECK(RAND_bytes_ex(own, a, sizeof(a), 0) == 1);
		CHECK(RAND_priv_bytes_ex(own, b, sizeof(b), 0) == 1);
		CHECK(memcmp(a, b, sizeof(a)) != 0);
		check_is_ours(RAND_get0_public(own));
		OSSL_LIB_CTX_free(own);
	}
	CHECK(RAND_bytes(a, sizeof(a)) == 1);
}

/* The program loads the provider into a context without configuration, and unloads it. */
static void unload(void)
{
	unsigned char a[16];
	for (int i = 0; i < 50; i++) {
		OSSL_LIB_CTX *own = OSSL_LIB_CTX_new();
		OSSL_PROVIDER *ours = OSSL_PROVIDER_load(own, "vgetrandom");
		OSSL_PROVIDER *usual = OSSL_PROVIDER_load(own, "default");
		CHECK(ours && usual);
		CHECK(has_served(ours) == 0);
		CHECK(RAND_set_DRBG_type(own, "vgetrandom", NULL, NULL, NULL) == 1);
		CHECK(RAND_bytes_ex(own, a, sizeof(a), 0) == 1);
		check_is_ours(RAND_get0_public(own));
		CHECK(has_served(ours) == 1);
		CHECK(OSSL_PROVIDER_unload(ours) == 1);
		/* The generator in use keeps what it needs. */
		CHECK(RAND_bytes_ex(own, a, sizeof(a), 0) == 1);
		CHECK(OSSL_PROVIDER_unload(usual) == 1);
		OSSL_LIB_CTX_free(own);
	}
}

static void *open_and_close(void *argument)
{
	void *library = dlopen(argument, RTLD_NOW | RTLD_LOCAL);
	CHECK(library);
	int (*fill)(unsigned char *, int) =
		(int (*)(unsigned char *, int))dlsym(library, "RAND_bytes");
	uint64_t word = 0;
	CHECK(fill && fill((unsigned char *)&word, 8) == 1);
	CHECK(word != 0);
	CHECK(dlclose(library) == 0);
	return NULL;
}

/* Opens and closes the module itself. A thread that drew ends after that. */
static void closed(void)
{
	pthread_t thread;
	for (int i = 0; i < 20; i++) {
		CHECK(pthread_create(&thread, NULL, open_and_close, "libcrypto.so.3") == 0);
		CHECK(pthread_join(thread, NULL) == 0);
	}
}

int main(int argc, char **argv)
{
	static const struct scenario all[] = {
		{ "life", life },
		{ "parent", parent },
		{ "cleanup", cleanup },
		{ "early-cleanup", early_cleanup },
		{ "context", context },
		{ "unload", unload },
		{ "closed", closed },
		{ NULL, NULL },
	};
	return run_scenario(argc, argv, all);
}
