using Microsoft.AspNetCore.Components;

namespace WebLab.Client.Live;

/// <summary>A component that waits for something in answer to an event: a fault of it reaches the page's error boundary, as one of its own
/// methods does, and none once the component is gone.</summary>
public abstract class AsyncComponent : ComponentBase, IAsyncDisposable
{
    /// <summary>Whether the component is gone from the page.</summary>
    protected bool IsLeft { get; private set; }

    public async ValueTask DisposeAsync()
    {
        IsLeft = true;
        await Leave();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the component holds.</summary>
    protected virtual ValueTask Leave() => ValueTask.CompletedTask;

    /// <summary>Starts work from where nothing can be awaited: an event or a timer.</summary>
    protected void Begin(Func<Task> work) => _ = InvokeAsync(() => Guard(work));

    protected void Begin(Action work) =>
        Begin(() =>
        {
            work();
            return Task.CompletedTask;
        });

    private async Task Guard(Func<Task> work)
    {
        if (IsLeft)
            return;
        try
        {
            await work();
        }
        catch (Exception fault)
        {
            if (!IsLeft)
                await DispatchExceptionAsync(fault);
        }
    }
}
