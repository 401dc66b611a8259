/* A program of OpenSSL's, with nothing in it of the provider that its configuration names. */
#define CHECK_WITHOUT_LIBRARY
#include "check.h"

#include <dlfcn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <pthread.h>

#include "seccomp.h"

enum { Threads = 16, WordsEach = 20000 };

static uint64_t s_words[Threads * WordsEach];

static void check_is_ours(EVP_RAND_CTX *generator)
{
	CHECK(generator);
	CHECK(strcmp(EVP_RAND_get0_name(EVP_RAND_CTX_get0_rand(generator)), "vgetrandom") == 0);
}

static int has_served(OSSL_PROVIDER *provider)
{
	int served = -1;
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_int("served", &served),
		OSSL_PARAM_construct_end(),
	};
	CHECK(OSSL_PROVIDER_get_params(provider, params) == 1);
	return served;
}

/* What openssl list -providers -verbose asks, and that each pool of OpenSSL's is this one. */
static void served(void)
{
	const char *name = NULL, *version = NULL, *info = NULL, *backend = NULL, *reason = NULL;
	unsigned int status = 0;
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_ptr("name", (char **)&name, 0),
		OSSL_PARAM_construct_utf8_ptr("version", (char **)&version, 0),
		OSSL_PARAM_construct_utf8_ptr("buildinfo", (char **)&info, 0),
		OSSL_PARAM_construct_uint("status", &status),
		OSSL_PARAM_construct_utf8_ptr("backend", (char **)&backend, 0),
		OSSL_PARAM_construct_utf8_ptr("reason", (char **)&reason, 0),
		OSSL_PARAM_construct_end(),
	};
	OSSL_PROVIDER *provider = OSSL_PROVIDER_load(NULL, "vgetrandom");
	CHECK(provider);
	CHECK(OSSL_PROVIDER_get_params(provider, params) == 1);
	CHECK(strcmp(name, "VGetRandom") == 0);
	CHECK(strlen(version) > 0 && strcmp(version, info) == 0);
	CHECK(status == 1);
	CHECK(strcmp(backend, "vdso") == 0 ? reason[0] == 0 : reason[0] != 0);
	CHECK(params[0].return_size == strlen("VGetRandom"));

	const OSSL_PARAM *names = OSSL_PROVIDER_gettable_params(provider);
	for (size_t i = 0; i < sizeof(params) / sizeof(params[0]) - 1; i++)
		CHECK(OSSL_PARAM_locate_const(names, params[i].key));

	uint64_t word = 0;
	CHECK(RAND_bytes((unsigned char *)&word, 8) == 1);
	CHECK(word != 0);
	CHECK(has_served(provider) == 1);
	CHECK(RAND_status() == 1);
	check_is_ours(RAND_get0_primary(NULL));
	check_is_ours(RAND_get0_public(NULL));
	check_is_ours(RAND_get0_private(NULL));
	CHECK(OSSL_PROVIDER_unload(provider) == 1);
	printf("%s\n", backend);
}

/* All of it is filled, and nothing around it. */
static void sizes(void)
{
	static const size_t lengths[] = { 0, 1, 4, 7, 16, 32, 48, 64, 112, 113, 256, 512, 513, 1024,
					  4096, 65535, 65536, 65537, 1 << 20, 5000011 };
	enum { Guard = 64 };
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		size_t length = lengths[i];
		unsigned char *buffer = malloc(length + 2 * Guard);
		for (int function = 0; function < 4; function++) {
			memset(buffer, 0xA5, length + 2 * Guard);
			unsigned char *b = buffer + Guard;
			int result = function == 0 ? RAND_bytes(b, (int)length)
				   : function == 1 ? RAND_priv_bytes(b, (int)length)
				   : function == 2 ? RAND_bytes_ex(NULL, b, length, 256)
						   : RAND_priv_bytes_ex(NULL, b, length, 128);
			CHECK(result == 1);
			for (size_t g = 0; g < Guard; g++)
				CHECK(buffer[g] == 0xA5 && b[length + g] == 0xA5);

			/* By chance 48 bytes of one value come once in 2^376. */
			size_t same = 0, most = 0;
			for (size_t k = 0; k < length; k++) {
				same = k > 0 && b[k] == b[k - 1] ? same + 1 : 0;
				most = same > most ? same : most;
			}
			CHECK(most < 16);
		}
		free(buffer);
	}
	for (int i = 0; i < Threads * WordsEach; i++)
		CHECK(RAND_bytes((unsigned char *)&s_words[i], 8) == 1);
	check_words(s_words, Threads * WordsEach);
}

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

/* One generator from its making to its end, as drbgtest looks at one. */
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

	/* Asked for as something that it is not, and as what nobody knows. */
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
	EVP_RAND *kind = EVP_RAND_fetch(NULL, "CTR-DRBG", NULL);
	CHECK(kind);
	for (int i = 0; i < 100; i++) {
		EVP_RAND_CTX *drbg = EVP_RAND_CTX_new(kind, seeds);
		CHECK(drbg);
		CHECK(EVP_RAND_instantiate(drbg, 256, i % 2, NULL, 0, params) == 1);
		CHECK(EVP_RAND_generate(drbg, a, sizeof(a), 256, i % 2, NULL, 0) == 1);
		CHECK(EVP_RAND_reseed(drbg, 1, NULL, 0, NULL, 0) == 1);
		CHECK(EVP_RAND_generate(drbg, b, sizeof(b), 256, 0, NULL, 0) == 1);
		CHECK(memcmp(a, b, sizeof(a)) != 0);
		EVP_RAND_CTX_free(drbg);
	}
	EVP_RAND_free(kind);
	EVP_RAND_CTX_free(seeds);
}

static void *draw(void *argument)
{
	uint64_t *words = argument;
	for (int i = 0; i < WordsEach; i++)
		CHECK((i % 2 ? RAND_bytes : RAND_priv_bytes)((unsigned char *)&words[i], 8) == 1);
	return NULL;
}

static void draw_on_threads(void)
{
	pthread_t threads[Threads];
	for (int i = 0; i < Threads; i++)
		CHECK(pthread_create(&threads[i], NULL, draw, s_words + i * WordsEach) == 0);
	for (int i = 0; i < Threads; i++)
		CHECK(pthread_join(threads[i], NULL) == 0);
}

static void threads(void)
{
	draw_on_threads();
	check_words(s_words, Threads * WordsEach);
}

/* A fork between any two draws, and one while other threads draw: no word on both sides. */
static void forks(void)
{
	enum { Forks = 200 };
	static uint64_t words[3 * Forks];
	pthread_t busy;
	CHECK(pthread_create(&busy, NULL, draw, s_words) == 0);
	for (int i = 0; i < Forks; i++) {
		int ends[2];
		CHECK(pipe(ends) == 0);
		CHECK(RAND_bytes((unsigned char *)&words[3 * i], 8) == 1);
		pid_t child = i % 3 == 2 ? vfork() : fork();
		if (child == 0) {
			uint64_t word;
			if (RAND_bytes((unsigned char *)&word, 8) != 1 ||
			    write(ends[1], &word, 8) != 8)
				_exit(1);
			_exit(0);
		}
		CHECK(RAND_bytes((unsigned char *)&words[3 * i + 1], 8) == 1);
		transfer(ends[0], &words[3 * i + 2], 8, 0);
		check_child(child);
		close(ends[0]);
		close(ends[1]);
	}
	CHECK(pthread_join(busy, NULL) == 0);
	check_words(words, 3 * Forks);
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

/* Draws until OpenSSL's own end, which comes when the program's does. */
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

/* Asked to end before the program does, while a thread still has a state. */
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

/* A library context of its own, made and given up many times, with its configuration. */
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

/* Loaded by the program, in a context without configuration, and unloaded. */
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
		/* The generator that is in use keeps what it needs. */
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

/* The module itself, opened and closed, with a thread that drew and ends after that. */
static void closed(void)
{
	pthread_t thread;
	for (int i = 0; i < 20; i++) {
		CHECK(pthread_create(&thread, NULL, open_and_close, "libcrypto.so.3") == 0);
		CHECK(pthread_join(thread, NULL) == 0);
	}
}

/* The kernel refuses, and nothing serves instead. */
static void refused(void)
{
	unsigned char a[16];
	refuse(SYS_getrandom, EPERM);
	CHECK(RAND_bytes(a, sizeof(a)) <= 0);
	int seen = 0;
	const char *data = NULL;
	int flags = 0;
	unsigned long error;
	while ((error = ERR_get_error_all(NULL, NULL, NULL, &data, &flags)) != 0)
		if (ERR_reason_error_string(error) && (flags & ERR_TXT_STRING) &&
		    strcmp(ERR_reason_error_string(error),
			   "the kernel refuses random bytes") == 0 &&
		    strcmp(data, "errno 1") == 0)
			seen = 1;
	CHECK(seen);
	CHECK(RAND_priv_bytes(a, sizeof(a)) <= 0);
	ERR_clear_error();
}

/* What keys are for: made, used, and different from each other. */
static void keys(void)
{
	enum { Keys = 20 };
	unsigned char *encoded[Keys];
	int lengths[Keys];
	for (int i = 0; i < Keys; i++) {
		EVP_PKEY *key = i == 0 ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256");
		unsigned char signature[512];
		size_t length = sizeof(signature);
		CHECK(key);
		EVP_MD_CTX *context = EVP_MD_CTX_new();
		CHECK(EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key) == 1);
		CHECK(EVP_DigestSign(context, signature, &length, (const unsigned char *)"x", 1) == 1);
		EVP_MD_CTX_free(context);
		context = EVP_MD_CTX_new();
		CHECK(EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1);
		CHECK(EVP_DigestVerify(context, signature, length, (const unsigned char *)"x", 1) == 1);
		EVP_MD_CTX_free(context);
		encoded[i] = NULL;
		lengths[i] = i2d_PrivateKey(key, &encoded[i]);
		CHECK(lengths[i] > 0);
		for (int k = 0; k < i; k++)
			CHECK(lengths[k] != lengths[i] ||
			      memcmp(encoded[k], encoded[i], (size_t)lengths[i]) != 0);
		EVP_PKEY_free(key);
	}
	for (int i = 0; i < Keys; i++)
		OPENSSL_free(encoded[i]);
}

/* For whoever counts the system calls. */
static void many(void)
{
	uint64_t word;
	for (int i = 0; i < 100000; i++)
		CHECK(RAND_bytes((unsigned char *)&word, 8) == 1);
}

int main(int argc, char **argv)
{
	static const struct scenario all[] = {
		{ "served", served },
		{ "sizes", sizes },
		{ "life", life },
		{ "parent", parent },
		{ "threads", threads },
		{ "forks", forks },
		{ "cleanup", cleanup },
		{ "early-cleanup", early_cleanup },
		{ "context", context },
		{ "unload", unload },
		{ "closed", closed },
		{ "refused", refused },
		{ "keys", keys },
		{ "many", many },
		{ NULL, NULL },
	};
	return run_scenario(argc, argv, all);
}
