/* Requests of a program that uses OpenSSL. */
#include "openssl_program.h"

#include <openssl/x509.h>

#include "seccomp.h"

enum { Threads = 16, WordsEach = 20000 };

static uint64_t s_words[Threads * WordsEach];

/* Checks what openssl list -providers -verbose asks, and that each of OpenSSL's generators is
 * ours. */
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

/* Requests fill the whole buffer and touch nothing around it. */
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

			/* By chance, 48 bytes have one value once in 2^376. */
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

/* OpenSSL takes a process-wide lock for each draw. A fork in the meantime leaves that lock taken in
 * the child for ever, whoever makes the bytes. So no fork comes in the middle of a draw. */
static pthread_mutex_t s_drawing = PTHREAD_MUTEX_INITIALIZER;

static void *draw_between_forks(void *argument)
{
	uint64_t *words = argument;
	for (int i = 0; i < WordsEach; i++) {
		CHECK(pthread_mutex_lock(&s_drawing) == 0);
		CHECK(RAND_bytes((unsigned char *)&words[i], 8) == 1);
		CHECK(pthread_mutex_unlock(&s_drawing) == 0);
	}
	return NULL;
}

/* Forks between any two draws while another thread draws: no word occurs on both sides. */
static void forks(void)
{
	enum { Forks = 200 };
	static uint64_t words[3 * Forks];
	pthread_t busy;
	CHECK(pthread_create(&busy, NULL, draw_between_forks, s_words) == 0);
	for (int i = 0; i < Forks; i++) {
		int ends[2];
		CHECK(pipe(ends) == 0);
		CHECK(RAND_bytes((unsigned char *)&words[3 * i], 8) == 1);
		CHECK(pthread_mutex_lock(&s_drawing) == 0);
		pid_t child = i % 3 == 2 ? vfork() : fork();
		if (child == 0) {
			uint64_t word;
			if (RAND_bytes((unsigned char *)&word, 8) != 1 ||
			    write(ends[1], &word, 8) != 8)
				_exit(1);
			_exit(0);
		}
		CHECK(pthread_mutex_unlock(&s_drawing) == 0);
		CHECK(RAND_bytes((unsigned char *)&words[3 * i + 1], 8) == 1);
		transfer(ends[0], &words[3 * i + 2], 8, 0);
		check_child(child);
		close(ends[0]);
		close(ends[1]);
	}
	CHECK(pthread_join(busy, NULL) == 0);
	check_words(words, 3 * Forks);
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

/* Keys are made and used, and differ from each other. */
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

/* Draws for whoever counts the system calls. */
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
		{ "threads", threads },
		{ "forks", forks },
		{ "refused", refused },
		{ "keys", keys },
		{ "many", many },
		{ NULL, NULL },
	};
	return run_scenario(argc, argv, all);
}
