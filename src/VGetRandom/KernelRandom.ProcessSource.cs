using System.Runtime.CompilerServices;
using VGetRandom.Sampling;
using VGetRandom.Selection;

namespace VGetRandom;

public static partial class KernelRandom
{
    /// <summary>The backend of this process, for all that draws.</summary>
    // SAFETY: callers vouch for byteCount bytes at destination, and the backend writes only those.
    internal readonly unsafe struct ProcessSource : IRandomSource
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Next<T>()
            where T : unmanaged =>
            ProcessBackend.Next<T>();

        public void Fill(void* destination, nuint byteCount) =>
            ProcessBackend.Fill((byte*)destination, byteCount);
    }
}
