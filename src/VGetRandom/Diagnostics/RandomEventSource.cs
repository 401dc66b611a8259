using System.Diagnostics.Tracing;

namespace VGetRandom.Diagnostics;

/// <summary>The events of this library, for EventPipe, ETW and EventListener.</summary>
/// <remarks>No event reveals anything about the bytes.</remarks>
[EventSource(Name = Publication.Name)]
internal sealed class RandomEventSource : EventSource
{
    [Event(1, Level = EventLevel.Informational, Message = "The {0} backend serves: {1}")]
    public void Selected(string backend, string reason) => WriteEvent(1, backend, reason);

    [Event(2, Level = EventLevel.Warning, Message = "Something slower served a request: {0}")]
    public void FellBack(string reason) => WriteEvent(2, reason);

    [Event(3, Level = EventLevel.Informational, Message = "A state took a fresh key")]
    public void Reseeded() => WriteEvent(3);

    [Event(4, Level = EventLevel.Informational, Message = "A state was found empty")]
    public void FoundPageDropped() => WriteEvent(4);

    [Event(5, Level = EventLevel.Error, Message = "The cross-check failed; vdso serves")]
    public void Mismatched() => WriteEvent(5);

    [Event(6, Level = EventLevel.Informational,
        Message = "The virtual machine was forked, and requests go on")]
    public void PassedMachineFork() => WriteEvent(6);

    [Event(7, Level = EventLevel.Warning,
        Message = "After a fork of the machine the kernel was not seen to reseed in time")]
    public void ReachedBound() => WriteEvent(7);
}
