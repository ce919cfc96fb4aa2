using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;
using WebLab.Training.Import.Tables;

namespace WebLab.Training.Import;

/// <summary>One import or preview, from an order to the last line.</summary>
internal static class ImportRun
{
    private const int MaxOrderBytes = 1_000_000;

    /// <summary>Reads an order.</summary>
    /// <exception cref="DatasetException">The file holds none.</exception>
    public static ImportOrder Order(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxOrderBytes)
                throw new DatasetException(Sentence.Of($"order must be a file of at most {MaxOrderBytes:N0} bytes."));
            return JsonSerializer.Deserialize<ImportOrder>(File.ReadAllBytes(path), LabJson.Options)
                ?? throw new DatasetException($"order must be a file with an import order; {path} has none.");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"order must be a file with an import order; {path}: {error.Message}", error);
        }
    }

    /// <summary>Does it.</summary>
    /// <param name="order">The order.</param>
    /// <param name="tell">Is told every line but the last.</param>
    /// <param name="cancel">Ends it, with nothing written.</param>
    /// <returns>The last line: a bad source is a problem there and no exception.</returns>
    public static ImportEnd Do(ImportOrder order, Action<ImportLine> tell, CancellationToken cancel)
    {
        SourceTree? tree = null;
        try
        {
            Check(order.Choices);
            var budget = new ImportBudget(order.Limits, tell, cancel);
            // The target is looked at first: whoever has waited for an hour should not be told then that the name is taken.
            using var writer = order.Target is null ? null : new SetWriter(order.Target);
            tree = SourceTree.Open(order, budget);
            using var source = ImportForms.Read(tree, order.Choices, isPreview: writer is null);
            tell(new() { Preview = Preview.Of(source, budget, withSheet: writer is null) });
            if (writer is null)
                return new(null);
            var set = writer.Write(source, [.. order.Sources.Select((path, i) => order.Titles?.ElementAtOrDefault(i) ?? path)], budget);
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(order.Target!));
            return new(
                null,
                new(name, name, "", set.TrainCount, set.TestCount, set.Height, set.Width, set.Channels, set.Classes)
                {
                    Kind = set.Kind,
                    Columns = set.Columns,
                    IsOwn = true,
                },
                set.ContentHash,
                set.LeftOut
            );
        }
        catch (DatasetException error)
        {
            return new(error.Message) { Question = Question(tree, order, (error as ImportChoiceException)?.Choice) };
        }
        catch (OutOfMemoryException)
        {
            return new("The sources need more memory than this machine gives: bring less, or choose a smaller side.")
            {
                Question = Question(tree, order, "side"),
            };
        }
        finally
        {
            tree?.Dispose();
        }
    }

    // What is wrong with a choice by itself is found before the sources are opened.
    private static ImportQuestion? Question(SourceTree? tree, ImportOrder order, string? field) =>
        tree is not null ? ImportForms.Question(tree, order.Choices, field)
        : field is not null
            ? new()
            {
                Field = field,
                Choices = order.Choices,
                Changeable = [field],
            }
        : null;

    private static void Check(ImportChoices choices)
    {
        if (choices.Side is < 4 or > 512)
            throw new ImportChoiceException("side", Sentence.Of($"side must be a whole number from 4 to 512; it was {choices.Side}."));
        if (choices.Channels is not (null or 1 or 3))
            throw new ImportChoiceException("channels", $"channels must be 1 or 3; it was {choices.Channels}.");
        if (choices.HoldOut is { } share && share is not (> 0 and <= 0.5))
            throw new ImportChoiceException("holdOut", Sentence.Of($"holdOut must be above 0 and at most 0.5; it was {share}."));
        if (choices.Separator is not (null or "," or ";" or "|" or "tab" or "space"))
            throw new ImportChoiceException(
                "separator",
                $"separator must be one of , ; | tab space; it was {Sentence.Shown(choices.Separator)}."
            );
        if (choices.DecimalMark is not (null or "." or ","))
            throw new ImportChoiceException("decimalMark", $"decimalMark must be . or ,; it was {Sentence.Shown(choices.DecimalMark)}.");
        if (choices.Quotes is not (null or "double" or "single" or "none"))
            throw new ImportChoiceException(
                "quotes",
                $"quotes must be one of double, single, none; it was {Sentence.Shown(choices.Quotes)}."
            );
        if (choices.Encoding is { } encoding && !TextEncoding.Names.Contains(encoding))
            throw new ImportChoiceException(
                "encoding",
                $"encoding must be one of {string.Join(", ", TextEncoding.Names)}; it was {Sentence.Shown(encoding)}."
            );
    }
}
