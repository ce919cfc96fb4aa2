using System.Globalization;

namespace WebLab.Bench.Memorisation;

/// <summary>What networks predicted right, a file each, so that a measurement of an hour can be made in parts.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="train">Training examples.</param>
/// <param name="test">Test examples.</param>
internal sealed class KeptHits(string folder, int train, int test)
{
    private string Clock => Path.Combine(folder, "minutes.txt");

    /// <summary>Minutes that their training took, of a clock on the wall.</summary>
    public double Minutes => File.Exists(Clock) ? double.Parse(File.ReadAllText(Clock), CultureInfo.InvariantCulture) : 0;

    /// <summary>How many of the first are there without one that lacks.</summary>
    public int Count(int most) => Enumerable.Range(0, most).TakeWhile(number => File.Exists(Name(number))).Count();

    public (bool[] OnTrain, bool[] OnTest)? Find(int number)
    {
        if (!File.Exists(Name(number)))
            return null;
        var all = File.ReadAllBytes(Name(number));
        if (all.Length != train + test)
            throw new BenchException($"{Name(number)} was kept of other examples; delete {folder}.");
        var right = Array.ConvertAll(all, each => each != 0);
        return (right[..train], right[train..]);
    }

    public void Keep(int number, bool[] onTrain, bool[] onTest)
    {
        Directory.CreateDirectory(folder);
        var half = Name(number) + ".new";
        File.WriteAllBytes(half, [.. onTrain.Concat(onTest).Select(right => right ? (byte)1 : (byte)0)]);
        File.Move(half, Name(number), overwrite: true);
    }

    public void Took(TimeSpan time) => File.WriteAllText(Clock, (Minutes + time.TotalMinutes).ToString("R", CultureInfo.InvariantCulture));

    private string Name(int number) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"network-{number}.bin"));
}
