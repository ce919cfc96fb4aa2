using System.Collections.Concurrent;
using WebLab.Contracts.Datasets;

namespace WebLab.Data.Datasets;

/// <summary>
/// Reads a data set whole and says what it is: the one thing that makes it ready. Asked again, it answers from memory as long as no file
/// has another size or time.
/// </summary>
public static class DatasetCheck
{
    private const int MaxKnown = 200;

    private static readonly ConcurrentDictionary<string, Lazy<DatasetVerdict>> Known = new();

    /// <summary>What the files are.</summary>
    /// <param name="id">The data set that they are taken for.</param>
    /// <param name="found">The files.</param>
    public static DatasetVerdict Of(string id, FoundDataset found)
    {
        if (Known.Count > MaxKnown)
            Known.Clear();
        return Known.GetOrAdd($"{id}\n{found.Stamp()}", _ => new(() => Judge(id, found))).Value;
    }

    private static DatasetVerdict Judge(string id, FoundDataset found)
    {
        try
        {
            found.CheckFiles();
            // A part at a time: a set may be larger than the memory that there is.
            var images = found.Format.Open(found);
            if (DatasetFiles.Refusal(id, found) is { } refusal)
                return new(refusal, null, null);
            var (train, test) = (images.Train, images.Test);
            return new(
                null,
                new(id, id, "", train.Count, test.Count, train.Height, train.Width, train.Channels, images.Classes)
                {
                    Kind = images.Kind,
                    Columns = images.Columns,
                },
                DatasetHash.Of(images)
            )
            {
                LeftOut = found.Format is ImportedFormat ? ImportedSet.Read(found.Files[0]).LeftOut : null,
                HasOrigins = found.Format is ImportedFormat && File.Exists(ImportedSet.NamesFile(found.Folder, "train")),
            };
        }
        catch (DatasetException error)
        {
            return new(error.Message, null, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new($"The files in {found.Folder} could not be read: {error.Message}", null, null);
        }
    }
}

/// <summary>What reading a data set whole showed.</summary>
/// <param name="Problem">Why it cannot be trained on, one sentence; null when it can.</param>
/// <param name="Facts">Counts, size and classes, as the files tell them; null where there is a problem.</param>
/// <param name="ContentHash">SHA-256 of shape, images and labels, lower-case hexadecimal: the same however the files are packed.</param>
public sealed record DatasetVerdict(string? Problem, DatasetFacts? Facts, string? ContentHash)
{
    /// <summary>What its import could not read; null where that is not known.</summary>
    public LeftOutExamples? LeftOut { get; init; }

    /// <summary>Whether it says where each of its examples came from.</summary>
    public bool HasOrigins { get; init; }
}
