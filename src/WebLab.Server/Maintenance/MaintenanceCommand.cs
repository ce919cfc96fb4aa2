using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using WebLab.Contracts;
using WebLab.Server.Storage;

namespace WebLab.Server.Maintenance;

/// <summary><c>weblab backup</c>, <c>restore</c>, <c>compact</c> and <c>doctor</c>: what its owner does to a store from the command
/// line.</summary>
public static class MaintenanceCommand
{
    private const int Done = 0,
        Problems = 1,
        Refused = 2;
    private static readonly string[] Names = ["backup", "restore", "compact", "doctor"];

    public static bool Handles(IReadOnlyList<string> arguments) => arguments.Count > 0 && Names.Contains(arguments[0]);

    public static async Task<int> Run(string[] arguments)
    {
        var parsed = new RootCommand { Backup(), Restore(), Compact(), Doctor() }.Parse(arguments);
        if (parsed.Errors.Count > 0)
            return Refuse(parsed.Errors[0].Message.ReplaceLineEndings(" "));
        if (Array.IndexOf(arguments, "") is > 0 and var empty)
            return Refuse($"{arguments[empty - 1]} must be followed by a value.");
        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception error) when (error is MaintenanceException or StartupException)
        {
            return Refuse(error.Message);
        }
        // Of a disk, or of an output that takes nothing.
        catch (Exception error) when (Terminal.IsOfFile(error))
        {
            return Refuse(Terminal.FirstLine(error));
        }
    }

    private static Command Backup()
    {
        var (store, to) = (
            StoreOption(),
            new Option<string>("--to") { Description = "The file to write; default weblab-backup-TIME.zip here.", HelpName = "file" }
        );
        var command = new Command("backup", "Writes the store into one file, also while a server has it open.") { store, to };
        command.SetAction(async parsed =>
        {
            var root = Root(parsed.GetValue(store));
            var file = Path.GetFullPath(parsed.GetValue(to) ?? $"weblab-backup-{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss}.zip");
            if (!Directory.Exists(Path.GetDirectoryName(file)))
                throw new MaintenanceException($"--to must name a file in a folder that exists; it was {file}.");
            var manifest = await WriteBackup(root, file);
            Print(
                $"{file} holds the store {root} as of {manifest.MadeAt:yyyy-MM-dd HH:mm:ss} UTC: {manifest.Files.Count:N0} files, "
                    + $"{DiskSpace.Text(manifest.Files.Sum(each => each.Bytes))}, {DiskSpace.Text(new FileInfo(file).Length)} packed. The "
                    + $"files of data sets are not in it. It holds the lab's keys: keep it where only its owner can read it."
            );
        });
        return command;
    }

    private static async Task<BackupManifest> WriteBackup(string root, string file)
    {
        if (TryLock(root) is not { } store)
        {
            var answer = await ControlPipe.Send(root, new(file));
            return answer.Manifest ?? throw new MaintenanceException(answer.Problem ?? "The server wrote no backup.");
        }
        using (store)
        {
            if (!File.Exists(store.Database))
                throw new MaintenanceException($"There is no database in {root}; --store names the server's folder.");
            var database = DatabaseFile.OpenWhole(store.Database);
            DatabaseFile.Close(database);
            return await new StoreBackup(
                store,
                copy => Task.Run(() => File.Copy(store.Database, copy, overwrite: true)),
                TimeProvider.System
            ).Write(file);
        }
    }

    private static Command Restore()
    {
        var (file, store) = (new Argument<string>("file") { Description = "What backup wrote." }, StoreOption());
        var command = new Command(
            "restore",
            "Puts a backup in a store's place; what was there is set aside. No server may have the store open."
        )
        {
            file,
            store,
        };
        command.SetAction(async parsed =>
        {
            using var locked = new StoreFolder(Root(parsed.GetValue(store)));
            var (manifest, replaced) = await StoreRestore.Run(Path.GetFullPath(parsed.GetValue(file)!), locked, TimeProvider.System);
            var before = replaced is null
                ? "It was empty before."
                : $"What was there before is in {replaced}; delete it when it is not needed.";
            Print($"{locked.Root} is as it was at {manifest.MadeAt:yyyy-MM-dd HH:mm:ss} UTC: {manifest.Files.Count:N0} files. {before}");
        });
        return command;
    }

    private static Command Compact()
    {
        var store = StoreOption();
        var command = new Command(
            "compact",
            "Makes the database's file as small as what is in it; a server does so by itself when it is worth it."
        )
        {
            store,
        };
        command.SetAction(async parsed =>
        {
            var root = Root(parsed.GetValue(store));
            var before = new FileInfo(Path.Combine(root, StoreFolder.DatabaseFile)) is { Exists: true } file
                ? file.Length
                : throw new MaintenanceException($"There is no database in {root}; --store names the server's folder.");
            var now = await MakeSmaller(root);
            Print($"The database of {root} has {DiskSpace.Text(now)} after {DiskSpace.Text(before)}.");
        });
        return command;
    }

    private static async Task<long> MakeSmaller(string root)
    {
        if (TryLock(root) is not { } store)
        {
            var answer = await ControlPipe.Send(root, new(Compacts: true));
            return answer.Bytes ?? throw new MaintenanceException(answer.Problem ?? "The server did not say what became of it.");
        }
        using (store)
        using (var database = new LabDatabase(store, NullLogger<LabDatabase>.Instance))
        {
            await database.Compact(inAnyCase: true);
            return database.FileBytes;
        }
    }

    private static Command Doctor()
    {
        var (store, json) = (StoreOption(), new Option<bool>("--json") { Description = "The findings as a JSON array." });
        var data = new Option<string>("--data")
        {
            Description = "The folder with the data sets, as the server has it.",
            HelpName = "folder",
        };
        var command = new Command("doctor", "Checks the database, the data sets, the trainer and the disk; exit code 1 with a problem.")
        {
            store,
            data,
            json,
        };
        command.SetAction(async parsed =>
        {
            var root = Root(parsed.GetValue(store));
            if (parsed.GetValue(data) is { } folder && !Directory.Exists(folder))
                throw new MaintenanceException($"--data must name a folder that exists; there is no {folder}.");
            List<DoctorFinding> findings =
            [
                .. await CheckStore(root),
                .. StoreFilesDoctor.Check(root),
                .. await MachineDoctor.Check(root, parsed.GetValue(data), new StorageOptions().Margin),
            ];
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(findings, LabJson.Options));
            else
                findings.ForEach(finding => Print($"{(finding.IsProblem ? "PROBLEM" : "ok"),-8} {finding.Area,-10} {finding.Text}"));
            return findings.Exists(finding => finding.IsProblem) ? Problems : Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<DoctorFinding>> CheckStore(string root)
    {
        if (TryLock(root) is { } store)
        {
            using (store)
                return StoreDoctor.Check(store);
        }
        var answer = await ControlPipe.Send(root, new());
        return answer.Findings ?? [DoctorFinding.Problem("database", answer.Problem ?? "The server said nothing of it.")];
    }

    private static Option<string> StoreOption() =>
        new("--store") { Description = "The server's store folder; default where serve keeps it.", HelpName = "folder" };

    private static string Root(string? store) => Path.GetFullPath(store ?? new StorageOptions().Folder);

    /// <summary>Null when a server has the store.</summary>
    private static StoreFolder? TryLock(string root)
    {
        if (!Directory.Exists(root))
            throw new MaintenanceException($"There is no store {root}; --store names the server's folder.");
        try
        {
            return new(root);
        }
        catch (StartupException taken) when (taken.InnerException is IOException)
        {
            return null;
        }
    }

    private static void Print(ref InvariantText line) => Console.WriteLine(Sentence.Of(ref line));

    private static int Refuse(string sentence)
    {
        Terminal.TryComplain(sentence);
        return Refused;
    }
}
