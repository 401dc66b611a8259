namespace VGetRandom.OpenSsl.Abi;

/// <summary>OSSL_FUNC_...: the purposes of the functions in OpenSSL's tables.</summary>
internal static class FunctionNumber
{
    /// <summary>Functions that the core lends to a provider.</summary>
    internal static class OfCore
    {
        public const int NewError = 5;
        public const int SetErrorDebug = 6;
        public const int VSetError = 7;
        public const int ZeroedMalloc = 21;
        public const int Free = 22;
        public const int SecureMalloc = 26;
        public const int SecureClearFree = 29;
    }

    /// <summary>Functions of a provider.</summary>
    internal static class OfProvider
    {
        public const int Teardown = 1024;
        public const int GettableParams = 1025;
        public const int GetParams = 1026;
        public const int QueryOperation = 1027;
        public const int GetReasonStrings = 1029;

        /// <summary>Since OpenSSL 3.5.</summary>
        public const int RandomBytes = 1032;
    }

    /// <summary>Functions of a generator.</summary>
    internal static class OfRandom
    {
        public const int NewContext = 1;
        public const int FreeContext = 2;
        public const int Instantiate = 3;
        public const int Uninstantiate = 4;
        public const int Generate = 5;
        public const int Reseed = 6;
        public const int Nonce = 7;
        public const int EnableLocking = 8;
        public const int Lock = 9;
        public const int Unlock = 10;
        public const int GettableContextParams = 12;
        public const int GetContextParams = 15;
        public const int VerifyZeroization = 17;
        public const int GetSeed = 18;
        public const int ClearSeed = 19;
    }
}
