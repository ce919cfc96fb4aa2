namespace WebLab.Server.Tests.Hosting;

/// <summary>The built programs that the tests start.</summary>
internal static class Programs
{
    public static string Server { get; } = Find("WebLab.Server", exact: true);

    public static string Worker { get; } = Find("WebLab.Training", exact: false);

    public static string Bench { get; } = Find("WebLab.Bench", exact: true);

    /// <summary>In artifacts/bin/PROJECT/release, or release_linux-x64 for the project that is built for one system.</summary>
    private static string Find(string project, bool exact)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var folder = new DirectoryInfo(Path.Combine(own.Parent!.Parent!.FullName, project));
        return folder
                .EnumerateDirectories(exact ? own.Name : own.Name + "_*")
                .Select(built => Path.Combine(built.FullName, project + ".dll"))
                .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"{project} is not built in {folder}: build the solution first.");
    }
}
