using System.Reflection;
using Microsoft.AspNetCore.Components.WebAssembly.Services;

namespace WebLab.Client.Layout;

/// <summary>The library of the pages that few visits open: it comes with the first address that may be one of its own.</summary>
public sealed class LatePages(LazyAssemblyLoader loader)
{
    private const string Library = "WebLab.Client.Pages";

    /// <summary>The library, once it is here.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; private set; } = [];

    /// <summary>Whether the page that is asked for could not be fetched.</summary>
    public bool IsAway { get; private set; }

    /// <summary>Fetches what an address needs.</summary>
    /// <param name="path">An address below the page's base; its query and fragment do not matter.</param>
    public async Task Fetch(string path)
    {
        IsAway = false;
        if (Assemblies.Count > 0 || IsEarly(path))
            return;
        try
        {
            Assemblies = [.. await loader.LoadAssembliesAsync([$"{Library}.wasm"])];
        }
        catch (Exception)
        {
            // Whatever the browser calls it: NotFoundPage says it in our words.
            IsAway = true;
        }
    }

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
