namespace VGetRandom.States;

/// <summary>An opaque state of a pool, free or leased to a thread until that thread ends.</summary>
/// <remarks>Only its pool uses this object, under the pool's lock.</remarks>
internal sealed class OpaqueState
{
    // Weak, because ended threads would keep alive all that they refer to. The runtime keeps
    // running threads alive.
    private readonly WeakReference<Thread?> _owner = new(null);

    public OpaqueState(nint address) => Address = address;

    /// <summary>Where the state lies, in the pool's memory.</summary>
    public nint Address { get; }

    /// <summary>The next state in the same list of the pool.</summary>
    public OpaqueState? Next { get; set; }

    /// <summary>Whether the owner has ended, so that it can never use the state again.</summary>
    public bool IsAbandoned => !_owner.TryGetTarget(out Thread? owner) || !owner.IsAlive;

    public void LeaseTo(Thread owner) => _owner.SetTarget(owner);
}
