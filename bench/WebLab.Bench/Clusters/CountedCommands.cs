namespace WebLab.Bench.Clusters;

/// <summary>Slurm's commands, each leaving a line when it is run.</summary>
internal sealed class CountedCommands
{
    private static readonly string[] Names = ["sbatch", "squeue", "scancel", "sacct", "scontrol", "sinfo"];

    private readonly string _log;

    public CountedCommands(SlurmCluster slurm, string folder)
    {
        Folder = Directory.CreateDirectory(Path.Combine(slurm.Shared, "counted")).FullName;
        _log = Path.Combine(folder, "commands.log");
        foreach (var name in Names)
        {
            var path = Path.Combine(Folder, name);
            File.WriteAllText(path, $"#!/bin/bash\necho {name} >>'{_log}'\nexec /usr/bin/{name} \"$@\"\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Folder { get; }

    public int Count => File.Exists(_log) ? File.ReadLines(_log).Count() : 0;
}
