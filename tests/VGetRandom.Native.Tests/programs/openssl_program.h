/* What the programs that use OpenSSL share. They know nothing about the provider that their
 * configuration names, except its name. */
#ifndef OPENSSL_PROGRAM_H
#define OPENSSL_PROGRAM_H

#define CHECK_WITHOUT_LIBRARY
#include "check.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <pthread.h>

static inline void check_is_ours(EVP_RAND_CTX *generator)
{
	CHECK(generator);
	CHECK(strcmp(EVP_RAND_get0_name(EVP_RAND_CTX_get0_rand(generator)), "vgetrandom") == 0);
}

static inline int has_served(OSSL_PROVIDER *provider)
{
	int served = -1;
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_int("served", &served),
		OSSL_PARAM_construct_end(),
	};
	CHECK(OSSL_PROVIDER_get_params(provider, params) == 1);
	return served;
}

#endif
