using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Datasets;
using WebLab.Server.Accounts;
using WebLab.Server.Datasets.Uploads;

namespace WebLab.Server.Datasets.Imports;

/// <summary>What is kept of an import on the disk, so that a server which is killed meanwhile can tell of it.</summary>
internal sealed record ImportRecord
{
    public required ImportInfo Info { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>What is read; null where the upload says it.</summary>
    public string? Path { get; init; }

    public ImportChoices Choices { get; init; } = new();

    /// <summary>Set when it is begun.</summary>
    public ImportBegin? Begin { get; init; }

    /// <summary>Where the set is put when it is whole; set with <see cref="Begin"/>.</summary>
    public string? Place { get; init; }

    /// <summary>The process that works for it, as it is found after a restart.</summary>
    public string? Process { get; init; }
}

/// <summary>One import: its record, which is on the disk before anybody hears of it, and the means to end it.</summary>
internal sealed class Import
{
    private const string RecordFile = "import.json";

    private readonly string _folder;

    public Import(string root, ImportRecord record)
    {
        (_folder, Record) = (System.IO.Path.Combine(root, record.Info.Id.ToString("N")), record);
        Directory.CreateDirectory(_folder);
        Keep();
    }

    private Import(string folder, ImportRecord record, string _) => (_folder, Record) = (folder, record);

    public ImportRecord Record { get; private set; }

    public ImportInfo Info => Record.Info;

    public Guid Id => Record.Info.Id;

    /// <summary>Ends the process that works for it; another for each turn.</summary>
    public CancellationTokenSource Stop { get; set; } = new();

    /// <summary>Its upload, once nothing needs it any more and only its files are left.</summary>
    public Upload? Upload { get; set; }

    /// <summary>Completes when the turn that it has is over.</summary>
    public Task Turn { get; set; } = Task.CompletedTask;

    public string Order => System.IO.Path.Combine(_folder, "order.json");

    public string Log => System.IO.Path.Combine(_folder, "log.txt");

    /// <summary>Where the process works; emptied before and after.</summary>
    public string Workshop => System.IO.Path.Combine(_folder, "work");

    /// <summary>Where the whole set comes to be in one step.</summary>
    public string Set => System.IO.Path.Combine(Workshop, "set");

    public bool IsOver => Info.State is ImportState.Completed or ImportState.Cancelled;

    public bool IsFor(Caller caller) => caller.Role == Role.Admin || Record.OwnerId == caller.Id;

    /// <summary>Takes up what an earlier server had; null where the folder has none.</summary>
    public static Import? Find(string folder)
    {
        try
        {
            var text = File.ReadAllText(System.IO.Path.Combine(folder, RecordFile));
            return JsonSerializer.Deserialize<ImportRecord>(text, LabJson.Tolerant) is { } record ? new(folder, record, "") : null;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Change(Func<ImportRecord, ImportRecord> change)
    {
        var before = Record;
        Record = change(before);
        // Progress is told and forgotten.
        if (Record with { Info = Record.Info with { Progress = before.Info.Progress } } != before)
            Keep();
    }

    /// <summary>Takes away what it has on the disk.</summary>
    public void Clear()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private void Keep()
    {
        if (!Directory.Exists(_folder))
            return;
        var path = System.IO.Path.Combine(_folder, RecordFile);
        File.WriteAllText(path + ".part", JsonSerializer.Serialize(Record, LabJson.Options));
        File.Move(path + ".part", path, overwrite: true);
    }
}
