using System.Globalization;

namespace WebLab.Data.LabelAudits;

/// <summary>The order in which a person's file has its rows: an import puts them into another, and takes some out for the test.</summary>
/// <param name="Train">The row of each training example.</param>
/// <param name="Test">The row of each test example; none where these come from another file.</param>
public sealed record FileOrder(IReadOnlyList<long> Train, IReadOnlyList<long> Test)
{
    /// <summary>What the origins tell of it; null where they are no numbered rows of one file.</summary>
    /// <param name="subject">What is looked at.</param>
    public static FileOrder? Of(LabelAuditSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (Rows(subject.Origins, null) is not { } train)
            return null;
        var test = Rows(subject.TestOrigins, train.File)?.Numbers;
        return new(train.Numbers, test is null || test.Intersect(train.Numbers).Any() ? [] : test);
    }

    /// <summary>Labels in the file's order.</summary>
    /// <param name="train">Those of the training examples.</param>
    /// <param name="test">Those of the test examples.</param>
    public IReadOnlyList<int> Sort(IReadOnlyList<int> train, IReadOnlyList<int> test) =>
        [.. Train.Zip(train).Concat(Test.Zip(test)).OrderBy(each => each.First).Select(each => each.Second)];

    private static (string File, long[] Numbers)? Rows(IReadOnlyList<string> origins, string? file)
    {
        if (origins.Count == 0)
            return null;
        file ??= origins[0].TrimEnd([.. "0123456789"]);
        var numbers = new long[origins.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (
                !origins[i].StartsWith(file, StringComparison.Ordinal)
                || !long.TryParse(origins[i].AsSpan(file.Length), NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])
            )
                return null;
        }
        return (file, numbers);
    }
}
