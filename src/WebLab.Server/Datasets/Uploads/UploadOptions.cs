using System.ComponentModel.DataAnnotations;

namespace WebLab.Server.Datasets.Uploads;

public sealed class UploadOptions
{
    /// <summary>The most bytes that one person's uploads may have together.</summary>
    [Range(1, long.MaxValue, ErrorMessage = "Uploads:BytesAPerson must be at least 1.")]
    public long BytesAPerson { get; set; } = 50_000_000_000;

    /// <summary>How many uploads a person may have at a time.</summary>
    [Range(1, 1_000, ErrorMessage = "Uploads:AtATime must be 1 to 1,000.")]
    public int AtATime { get; set; } = 10;

    /// <summary>How long an upload is kept to which nothing comes and from which nothing is imported.</summary>
    public TimeSpan KeptFor { get; set; } = TimeSpan.FromDays(1);
}
