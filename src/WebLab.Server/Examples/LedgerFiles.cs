using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Parquet;
using Parquet.Schema;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Data.Examples;
using WebLab.Server.Problems;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Examples;

/// <summary>A run's whole ledger as a file for other programs, of which never more than a part is in memory.</summary>
public static class LedgerFiles
{
    private const int Chunk = 1 << 16;

    public static void Map(RouteGroupBuilder runs)
    {
        runs.MapGet("/{id:guid}/ledger.csv", Csv)
            .ProducesProblem(400)
            .ProducesProblem(404)
            .Produces(200, contentType: "text/csv")
            .WithSummary("The ledger as CSV: a row an example (rows=examples), or an example and epoch (rows=evaluations).");
        runs.MapGet("/{id:guid}/ledger.parquet", Parquet)
            .ProducesProblem(400)
            .ProducesProblem(404)
            .Produces(200, contentType: "application/vnd.apache.parquet")
            .WithSummary("The same as a Parquet file, with a row group an epoch.");
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> Csv(
        Guid id,
        VisibleRuns runs,
        LedgerStore ledgers,
        CancellationToken cancel,
        string rows = "examples",
        string split = LedgerApi.Train
    )
    {
        if (Find(id, split, rows, runs, ledgers, out var run, out var table) is { } refused)
            return refused;
        return TypedResults.Stream(body => WriteCsv(body, table, cancel), Contracts.Csv.ContentType, FileName(run, split, rows, "csv"));
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Parquet(
        Guid id,
        VisibleRuns runs,
        LedgerStore ledgers,
        StoreFolder store,
        CancellationToken cancel,
        string rows = "examples",
        string split = LedgerApi.Train
    )
    {
        if (Find(id, split, rows, runs, ledgers, out var run, out var table) is { } refused)
            return refused;
        // The writer goes back in its file, which an answer cannot.
        var file = new FileStream(
            Path.Combine(store.Uploads, $"{Guid.NewGuid():N}.parquet"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            Chunk,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose
        );
        try
        {
            await WriteParquet(file, table, cancel);
            file.Position = 0;
            return TypedResults.Stream(file, "application/vnd.apache.parquet", FileName(run, split, rows, "parquet"));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static ProblemHttpResult? Find(
        Guid id,
        string split,
        string rows,
        VisibleRuns runs,
        LedgerStore ledgers,
        out RunSummary run,
        out LedgerTable table
    )
    {
        table = null!;
        if (LedgerApi.Find(id, split, runs, ledgers, out run, out var ledger) is { } absent)
            return absent;
        if (rows is not ("examples" or "evaluations"))
            return Problem.Of(400, $"rows must be examples or evaluations; it was {Sentence.Shorten(rows)}.");
        table = rows == "examples" ? LedgerTable.OfExamples(ledger) : LedgerTable.OfEvaluations(ledger);
        return null;
    }

    private static string FileName(RunSummary run, string split, string rows, string form) =>
        $"weblab-{run.Id}-{(split == LedgerApi.Train ? "" : $"{split}-")}{rows}.{form}";

    private static async Task WriteCsv(Stream body, LedgerTable table, CancellationToken cancel)
    {
        var text = new ArrayBufferWriter<byte>(2 * Chunk);
        text.Write(Encoding.UTF8.GetBytes(Contracts.Csv.Line(table.Columns.Select(column => column.Name)) + "\r\n"));
        foreach (var part in table.Parts)
        {
            for (var row = 0; row < part[0].Length; row++)
            {
                for (var column = 0; column < part.Count; column++)
                    Write(text, part[column][row], column == part.Count - 1 ? "\r\n"u8 : ","u8);
                if (text.WrittenCount < Chunk)
                    continue;
                await body.WriteAsync(text.WrittenMemory, cancel);
                text.ResetWrittenCount();
            }
        }
        await body.WriteAsync(text.WrittenMemory, cancel);
    }

    /// <summary>A number with every digit that tells it from its neighbours, nothing for none, and what follows it.</summary>
    private static void Write(ArrayBufferWriter<byte> text, float value, ReadOnlySpan<byte> end)
    {
        if (!float.IsNaN(value))
        {
            value.TryFormat(text.GetSpan(32), out var written, default, CultureInfo.InvariantCulture);
            text.Advance(written);
        }
        text.Write(end);
    }

    private static async Task WriteParquet(Stream file, LedgerTable table, CancellationToken cancel)
    {
        DataField[] fields =
        [
            .. table.Columns.Select(
                DataField (column) =>
                    column.IsWhole ? new DataField<int>(column.Name, column.MayLack) : new DataField<float>(column.Name, column.MayLack)
            ),
        ];
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields.Cast<Field>()), file, cancellationToken: cancel);
        foreach (var part in table.Parts)
        {
            using var group = writer.CreateRowGroup();
            for (var i = 0; i < fields.Length; i++)
            {
                var (column, values) = (table.Columns[i], part[i]);
                await (
                    (column.IsWhole, column.MayLack) switch
                    {
                        (true, false) => group.WriteAsync<int>(
                            fields[i],
                            Array.ConvertAll(values, value => (int)value),
                            cancellationToken: cancel
                        ),
                        (true, true) => group.WriteAsync<int>(
                            fields[i],
                            Array.ConvertAll(values, value => float.IsNaN(value) ? null : (int?)value),
                            cancellationToken: cancel
                        ),
                        _ => group.WriteAsync<float>(
                            fields[i],
                            Array.ConvertAll(values, value => float.IsNaN(value) ? null : (float?)value),
                            cancellationToken: cancel
                        ),
                    }
                );
            }
            group.CompleteValidate();
        }
    }
}
