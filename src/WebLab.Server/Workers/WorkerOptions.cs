namespace WebLab.Server.Workers;

public sealed class WorkerOptions
{
    /// <summary>The worker's program; null for the one that lies where publishing or building puts it.</summary>
    public string? Path { get; set; }

    /// <summary>The folder of the lab's own assemblies; null for the store's.</summary>
    public string? Extensions { get; set; }

    /// <summary>The worker's program file.</summary>
    public string Find() => Path is { } path ? System.IO.Path.GetFullPath(path) : Places().FirstOrDefault(File.Exists) ?? Places().First();

    private static IEnumerable<string> Places()
    {
        const string program = "WebLab.Training.dll";
        var own = AppContext.BaseDirectory;
        yield return System.IO.Path.Combine(own, "worker", program);
        // In a built tree: artifacts/bin/WebLab.Server/debug beside artifacts/bin/WebLab.Training/debug_linux-x64.
        var configuration = new DirectoryInfo(own).Name;
        var sibling = System.IO.Path.Combine(own, "..", "..", "WebLab.Training");
        if (Directory.Exists(sibling))
        {
            foreach (var folder in Directory.EnumerateDirectories(sibling, configuration + "_*"))
                yield return System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, program));
        }
    }
}
