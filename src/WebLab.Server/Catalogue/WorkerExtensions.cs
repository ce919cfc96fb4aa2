using WebLab.Science.Catalogue;

namespace WebLab.Server.Catalogue;

/// <summary>What tells a worker which of the lab's own assemblies to load: those that described themselves well at the server's start. One
/// that hung or crashed then would take every worker along.</summary>
internal static class WorkerExtensions
{
    public const string Folder = "WEBLAB_EXTENSIONS";

    /// <summary>The environment's variables.</summary>
    /// <param name="folder">Where they lie, as the worker sees it.</param>
    public static IEnumerable<(string Name, string Value)> Variables(string? folder)
    {
        var taken = LabCatalogue.Current.Extensions.Where(each => each.Problem is null).Select(each => each.Name).ToList();
        yield return (Folder, taken.Count > 0 ? folder ?? "" : "");
        // No file's name has a slash.
        yield return ("WEBLAB_EXTENSION_NAMES", string.Join('/', taken));
    }

    /// <summary>How many libraries lie there.</summary>
    public static int Files(string? folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.dll").Count() : 0;
}
