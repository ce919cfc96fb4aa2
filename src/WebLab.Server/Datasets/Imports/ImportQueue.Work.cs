using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Server.Storage;

namespace WebLab.Server.Datasets.Imports;

/// <summary>What is done in a turn: the process that looks or imports, and the way of a whole set into the catalogue.</summary>
internal sealed partial class ImportQueue
{
    private async Task Work(Import import, CancellationToken stop)
    {
        import.Stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var isBegun = import.Record.Begin is not null;
        var state = isBegun ? ImportState.Importing : ImportState.Looking;
        lock (_gate)
        {
            // Cancelled while it waited.
            if (import.Info.State != ImportState.Waiting)
                return;
            Put(import, record => record with { Info = record.Info with { State = state } });
        }
        try
        {
            ClearWorkshop(import);
            await File.WriteAllTextAsync(import.Order, JsonSerializer.Serialize(OrderOf(import), LabJson.Options), import.Stop.Token);
            var process = new ImportProcess(_program, _options, import.Log);
            var end = await process.Run(
                import.Order,
                handle => Put(import, record => record with { Process = handle }),
                line => Hear(import, line),
                import.Stop.Token
            );
            var problem = end.Problem ?? (isBegun ? await Enter(import) : null);
            Finish(import, isBegun, problem, end.Question, end.LeftOut);
            await ClearUp(import);
        }
        catch (OperationCanceledException) when (import.Stop.IsCancellationRequested)
        {
            // Whoever ended it says what it is now; at the server's end the next one does.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DatasetException)
        {
            Finish(
                import,
                isBegun,
                DiskFullException.Is(error) ? "The disk that holds the store is full; free some room on it." : error.Message
            );
        }
        catch (Exception error)
        {
            // What nobody has thought of must not leave it at work for ever.
            Logger.LogError(error, "The import {ImportId} failed.", import.Info.Id);
            Finish(import, isBegun, "It failed by a fault of the server; the server's log tells more.");
        }
        finally
        {
            ClearWorkshop(import);
        }
    }

    private ImportOrder OrderOf(Import import)
    {
        var record = import.Record;
        var sources = record.Path is { } path
            ? [path]
            : _uploads.ContentOf(record.Info.UploadId!.Value) ?? throw new DatasetException("Its upload is gone.");
        return new(sources)
        {
            Target = record.Begin is null ? null : import.Set,
            Choices = record.Choices,
            Limits = new() { Seconds = _options.Seconds },
            Titles = sources.Count == 1 ? [record.Info.Title] : [.. sources.Select(source => Path.GetFileName(source))],
        };
    }

    private void Hear(Import import, ImportLine line)
    {
        if (line.Progress is { } progress)
            Put(import, record => record with { Info = record.Info with { Progress = progress } });
        if (line.Preview is { } preview)
            Put(import, record => record with { Info = record.Info with { Preview = preview, Previews = record.Info.Previews + 1 } });
    }

    /// <summary>Puts the whole set in its place, then into the catalogue: a kill between leaves what the next start takes away.</summary>
    private async Task<string?> Enter(Import import)
    {
        var (begin, place) = (import.Record.Begin!, import.Record.Place!);
        import.Stop.Token.ThrowIfCancellationRequested();
        Directory.Move(import.Set, place);
        try
        {
            var request = new AddDatasetRequest(place, import.Info.Dataset, begin.Title);
            await _library.Add(request, new(import.Record.OwnerId, import.Info.Owner), begin.IsPrivate, import.Info.Title);
            return null;
        }
        catch (DatasetException error)
        {
            Directory.Delete(place, recursive: true);
            return error.Message;
        }
    }

    private void Finish(
        Import import,
        bool wasBegun,
        string? problem,
        ImportQuestion? question = null,
        LeftOutExamples? leftOut = null
    )
    {
        bool isCancelled;
        lock (_gate)
        {
            // What is left of it on the disk goes at the next start.
            if (import.Info.State == ImportState.Completed)
                return;
            isCancelled = import.Info.State == ImportState.Cancelled;
            if (!isCancelled)
                Put(import, record => Ended(import, record, wasBegun, problem, question, leftOut));
        }
        // Its owner ended it while the set was read a last time. Others need not wait until its files are gone.
        if (isCancelled && wasBegun && problem is null)
            _library.Remove(import.Info.Dataset!);
    }

    private ImportRecord Ended(
        Import import,
        ImportRecord record,
        bool wasBegun,
        string? problem,
        ImportQuestion? question,
        LeftOutExamples? leftOut
    )
    {
        var state =
            problem is null ? (wasBegun ? ImportState.Completed : ImportState.Ready)
            : wasBegun && record.Info.Preview is not null ? ImportState.Ready
            : ImportState.Failed;
        // Whoever hears that it is completed finds its upload gone.
        if (state == ImportState.Completed && record.Info.UploadId is { } upload)
            import.Upload = _uploads.Take(upload);
        return record with
        {
            Begin = state == ImportState.Completed ? record.Begin : null,
            Process = null,
            Info = record.Info with
            {
                State = state,
                Problem = problem,
                Question = question,
                Progress = null,
                Dataset = state == ImportState.Completed ? record.Info.Dataset : null,
                LeftOut = state == ImportState.Completed ? leftOut : null,
            },
        };
    }

    /// <summary>What was imported needs no upload and no record any more.</summary>
    private static async Task ClearUp(Import import)
    {
        if (import.Info.State != ImportState.Completed)
            return;
        if (import.Upload is { } upload)
            await upload.Delete();
        import.Clear();
    }

    private static void ClearWorkshop(Import import)
    {
        if (Directory.Exists(import.Workshop))
            Directory.Delete(import.Workshop, recursive: true);
    }
}
