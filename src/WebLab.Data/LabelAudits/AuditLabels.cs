using System.Globalization;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;

namespace WebLab.Data.LabelAudits;

/// <summary>Reads the given labels that stand beside a file of probabilities.</summary>
public static class AuditLabels
{
    /// <summary>Reads a file of labels: a class for each row, as a number from 0.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="rows">Examples.</param>
    /// <param name="classes">Classes.</param>
    /// <param name="choice">What the person says of it; null for nothing.</param>
    /// <exception cref="DatasetException">It is no label file for them: one sentence.</exception>
    public static int[] Read(string path, int rows, int classes, LabelChoice? choice = null)
    {
        if (classes > byte.MaxValue + 1)
            throw new DatasetException($"Labels of at most {byte.MaxValue + 1} classes are read; the probabilities have {classes}.");
        string[] names = [.. Enumerable.Range(0, classes).Select(label => label.ToString(CultureInfo.InvariantCulture))];
        try
        {
            var target = new LabelTarget("The file of probabilities", names, rows, 0, rows);
            return Array.ConvertAll(
                LabelFile.Read(Path.GetFileName(path), BoundedFile.Read(path, LabelFile.MaxBytes, "a label file"), target, choice ?? new()),
                label => (int)label
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path} could not be read: {error.Message}", error);
        }
    }
}
