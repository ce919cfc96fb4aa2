using System.ComponentModel;
using System.Diagnostics;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Server.Catalogue;
using WebLab.Server.Devices;
using WebLab.Server.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Maintenance;

/// <summary>Looks at what a server needs around its database: the data sets, the trainer with its native library, the disk.</summary>
internal static class MachineDoctor
{
    private const string Needed = "GLIBCXX_3.4.32";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static async Task<IReadOnlyList<DoctorFinding>> Check(string store, string? data, long margin)
    {
        var worker = new WorkerOptions { Path = Environment.GetEnvironmentVariable("Worker__Path") }.Find();
        var extensions = Environment.GetEnvironmentVariable("Worker__Extensions") ?? StoreFolder.ExtensionsOf(store);
        return
        [
            .. Datasets(data, store),
            Disk(store, margin),
            Access(store),
            .. NativeLibrary(),
            .. await Trainer(worker),
            .. Extensions(worker, extensions),
        ];
    }

    private static DoctorFinding Access(string store) =>
        !Directory.Exists(store) || PrivateFiles.IsClosed(store)
            ? DoctorFinding.Good("access", "Other users of this machine cannot read the store.")
            : DoctorFinding.Problem(
                "access",
                $"Other users of this machine can read the store {store}: chmod -R go= on it; the next start of a server does so."
            );

    private static IEnumerable<DoctorFinding> Datasets(string? data, string store)
    {
        foreach (var name in DatasetFacts.Names.Where(name => DatasetFiles.Published(name).Count > 0))
        {
            var folder = new[] { data, Path.Combine(store, "datasets") }
                .OfType<string>()
                .Select(root => DatasetFiles.Find(name, root))
                .FirstOrDefault(found => found is not null);
            if (folder is null)
            {
                yield return DoctorFinding.Good("data", $"{name} is not in {data ?? "the store"}.");
                continue;
            }
            if (DatasetCheck.Of(name, folder).Problem is { } broken)
            {
                yield return DoctorFinding.Problem("data", broken);
                continue;
            }
            var problems = DatasetFiles.Check(name, folder);
            foreach (var problem in problems)
                yield return DoctorFinding.Problem("data", $"{Path.Combine(folder.Folder, problem)}");
            if (problems.Count == 0)
                yield return DoctorFinding.Good("data", $"{name} in {folder.Folder} has the published checksums.");
        }
    }

    private static DoctorFinding Disk(string store, long margin)
    {
        var free = DiskSpace.Free(store);
        var text = $"{DiskSpace.Text(free)} are free on the disk of {store}";
        return free < margin
            ? DoctorFinding.Problem(
                "disk",
                $"{text}, less than the {DiskSpace.Text(margin)} that a server keeps free: it holds its runs until there is room."
            )
            : DoctorFinding.Good("disk", $"{text}.");
    }

    private static IEnumerable<DoctorFinding> NativeLibrary()
    {
        if (!OperatingSystem.IsLinux())
            yield break;
        var library = new[]
        {
            "/usr/lib/x86_64-linux-gnu/libstdc++.so.6",
            "/lib/x86_64-linux-gnu/libstdc++.so.6",
            "/usr/lib64/libstdc++.so.6",
            "/usr/lib/libstdc++.so.6",
        }.FirstOrDefault(File.Exists);
        yield return library is null
            ? DoctorFinding.Good("libstdc++", "It is in none of the usual places; whether the trainer runs is what counts.")
        : File.ReadAllBytes(library).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(Needed)) >= 0
            ? DoctorFinding.Good("libstdc++", $"{library} has {Needed}.")
        : DoctorFinding.Problem(
            "libstdc++",
            $"{library} has no {Needed}, which libtorch needs: run scripts/setup-libstdcxx.sh as root, or install a newer libstdc++6."
        );
    }

    /// <summary>Asks the trainer what each brings, as a server does at its start.</summary>
    private static IEnumerable<DoctorFinding> Extensions(string worker, string folder)
    {
        if (!File.Exists(worker) || WorkerExtensions.Files(folder) == 0)
            return [];
        try
        {
            return WorkerCatalogue
                .Describe(worker, folder)
                .Extensions.Select(each =>
                    each.Problem is { } problem
                        ? DoctorFinding.Problem("extension", problem)
                        : DoctorFinding.Good("extension", $"{each.Name} {each.Version} is loaded by every worker.")
                );
        }
        catch (StartupException error)
        {
            return [DoctorFinding.Problem("extension", error.Message)];
        }
    }

    /// <summary>Trains a linear network on a few images: the one test that tells whether training works here.</summary>
    private static async Task<IEnumerable<DoctorFinding>> Trainer(string worker)
    {
        if (!File.Exists(worker))
            return
            [
                DoctorFinding.Problem(
                    "trainer",
                    $"There is no {worker}: ./weblab serve builds it, " + "and Worker__Path says where it is."
                ),
            ];
        var start = new ProcessStartInfo(
            LocalLauncher.DotNet(),
            [
                worker,
                "train",
                "--model",
                "linear",
                "--train-size",
                "20",
                "--test-size",
                "10",
                "--batch-size",
                "10",
                "--epochs",
                "1",
                "--json",
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new Win32Exception();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var late = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return [DoctorFinding.Problem("trainer", $"It did not train one small epoch within {Patience.TotalSeconds} s.")];
        }
        await output;
        if (process.ExitCode != 0)
            return [DoctorFinding.Problem("trainer", $"It ended with exit code {process.ExitCode}: {(await error).Trim().Split('\n')[0]}")];
        var devices = DeviceFinder.Find(Path.GetDirectoryName(worker)!, new DeviceOptions(), Environment.ProcessorCount);
        return
        [
            DoctorFinding.Good("trainer", "It trains."),
            DoctorFinding.Good("device", $"A server would train on {string.Join("; ", devices.Select(device => device.Name))}."),
        ];
    }
}
