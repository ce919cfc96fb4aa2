namespace WebLab.Testing;

/// <summary>What was built of the repository, found from the folder of whichever program asks.</summary>
public static class Built
{
    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    public static string Artifacts { get; } = Path.Combine(Root, "artifacts");

    /// <summary>The server as <c>./weblab serve</c> starts it, with the pages.</summary>
    public static string PublishedServer =>
        Path.Combine(Artifacts, "server", "WebLab.Server.dll") is var dll && File.Exists(dll)
            ? dll
            : throw new LabException("The server is not published: ./weblab test and ./weblab bench do it.");

    /// <summary>The server without the pages.</summary>
    public static string Server { get; } = Find("WebLab.Server");

    public static string Worker { get; } = Find("WebLab.Training");

    public static string Bench => Find("WebLab.Bench");

    /// <summary>The extension under <c>samples/</c>.</summary>
    public static string Sample => Find("WebLab.Sample");

    /// <summary>The extension under <c>samples/</c> that is one record and nothing else.</summary>
    public static string SampleRecord => Find("WebLab.SampleRecord");

    /// <summary>In artifacts/bin/PROJECT/release, or release_linux-x64 for a project that is built for one system; the newer where
    /// an older build left both.</summary>
    private static string Find(string project) =>
        Directory
            .EnumerateDirectories(Path.Combine(Artifacts, "bin", project), "release*")
            .Select(folder => Path.Combine(folder, project + ".dll"))
            .Where(File.Exists)
            .MaxBy(File.GetLastWriteTimeUtc)
        ?? throw new LabException($"{project} is not built: build the solution first.");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "WebLab.sln")))
            folder = folder.Parent ?? throw new LabException("This runs from the repository's artifacts folder only.");
        return folder.FullName;
    }
}
