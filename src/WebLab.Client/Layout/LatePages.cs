using System.Reflection;
using Microsoft.AspNetCore.Components.WebAssembly.Services;
using Microsoft.JSInterop;

namespace WebLab.Client.Layout;

/// <summary>The library of the pages that few visits open: it comes when the pointer or the focus is on a link that may lead to one, or
/// with its address.</summary>
public sealed class LatePages(LazyAssemblyLoader loader)
{
    private const string Library = "WebLab.Client.Pages";

    private Task? _coming;

    private int _awaited;

    /// <summary>A page waits, the library came, or it could not be fetched.</summary>
    public event Action? Changed;

    /// <summary>The library, once it is here.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; private set; } = [];

    /// <summary>Whether the last try to fetch the library brought nothing.</summary>
    public bool IsAway { get; private set; }

    /// <summary>Whether a person has followed a link and waits for its page.</summary>
    public bool IsAwaited => _awaited > 0;

    /// <summary>Fetches what an address needs that is gone to.</summary>
    /// <param name="path">An address below the page's base; its query and fragment do not matter.</param>
    /// <param name="known">What else its page needs, and is on its way.</param>
    public async Task Fetch(string path, Task? known = null)
    {
        known ??= Task.CompletedTask;
        var isMissing = IsMissing(path);
        if (!isMissing && known.IsCompletedSuccessfully)
            return;
        _awaited++;
        Changed?.Invoke();
        try
        {
            await Task.WhenAll(known, isMissing ? Come() : Task.CompletedTask);
        }
        finally
        {
            _awaited--;
            Changed?.Invoke();
        }
    }

    /// <summary>Fetches what a link needs before it is followed.</summary>
    /// <returns>Whether the library is here, and there is nothing more to fetch ahead.</returns>
    [JSInvokable]
    public async Task<bool> FetchAhead(string path)
    {
        if (IsMissing(path))
            await Come();
        return Assemblies.Count > 0;
    }

    /// <summary>Whether an address may be one of the library's, which is not here.</summary>
    public bool IsMissing(string path) => Assemblies.Count == 0 && !IsEarly(path);

    // One fetch for all that ask during it: to a second, the runtime says that it has the library while that is still on its way.
    private Task Come() => _coming is { IsCompleted: false } ? _coming : _coming = FetchLibrary();

    private async Task FetchLibrary()
    {
        IsAway = false;
        try
        {
            Assemblies = [.. await loader.LoadAssembliesAsync([$"{Library}.wasm"])];
            // The runtime takes any answer for the library, a proxy's 502 too, and asks no second time, also after a fault: a reload does.
            IsAway = Assemblies.Count == 0;
        }
        catch (Exception)
        {
            // Whatever the browser calls it: NotFoundPage says it in our words.
            IsAway = true;
        }
        Changed?.Invoke();
    }

    /// <summary>Whether an address is that of the launch page, which a visit begins with.</summary>
    public static bool IsFirst(string path) => path.Split('?', '#')[0].Trim('/').Length == 0;

    /// <summary>Whether an address belongs to a page that comes with the first visit: launch, experiments, runs, and the way in.</summary>
    public static bool IsEarly(string path) =>
        path.Split('?', '#')[0].Trim('/').Split('/') switch
        {
            ["" or "launch" or "join" or "not-found"] => true,
            ["experiments" or "runs"] => true,
            ["experiments" or "runs", _] => true,
            _ => false,
        };
}
