using WebLab.Contracts;
using WebLab.Contracts.Devices;

namespace WebLab.Science.Devices;

/// <summary>How runs of one network share a processor.</summary>
/// <param name="Threads">Threads of each.</param>
/// <param name="SideBySide">How many train at the same time.</param>
/// <param name="ImagesPerSecond">Training images a second of one of them; null where that is not known.</param>
public sealed record RunPlacement(int Threads, int SideBySide, double? ImagesPerSecond)
{
    // What lies closer together than speeds are measured is alike. Of several runs fewer then go at a time with more threads, so that the
    // first results and another person's turn come sooner; one alone leaves the cores that it gains nothing by.
    private const double Alike = 0.95;

    /// <summary>Training images a second of all that train; 0 where that is not known.</summary>
    public double Together => SideBySide * ImagesPerSecond.GetValueOrDefault();

    /// <summary>The placement with which runs of about the same length end soonest, which is the one with the most images a second of all
    /// together: the last of them share all cores. Where several could go side by side, two at least do.</summary>
    /// <param name="table">What is known of their network; null for nothing.</param>
    /// <param name="cores">Cores of the processor, at least 1.</param>
    /// <param name="most">How many runs there are that may go side by side, at work and waiting, at least 1: limits and memory may allow
    /// fewer than wait.</param>
    public static RunPlacement Choose(PlacementTable? table, int cores, int most)
    {
        var choices = Choices(table, cores, most);
        if (choices.Count == 0)
            return new(Half(cores), Math.Min(most, cores / Half(cores)), null);
        var alike = choices.FindAll(choice => choice.Together >= Alike * Best(choices).Together);
        return most > 1 ? alike[^1] : alike[0];
    }

    /// <summary>What is chosen for many runs and for one alone, and why, in one sentence.</summary>
    /// <param name="table">What is known of their network.</param>
    /// <param name="cores">Cores of the processor.</param>
    public static string Reason(PlacementTable table, int cores)
    {
        var (many, alone) = (Choose(table, cores, cores), Choose(table, cores, 1));
        if (many.ImagesPerSecond is null)
            return Sentence.Of($"Not measured yet: {Runs(many)} go side by side with {ThreadsOf(many)} each; one alone has as many.");
        var others = Choices(table, cores, cores).Where(choice => choice.Threads != many.Threads).ToList();
        var next = others.Count > 0 ? Best(others) : null;
        return Sentence.Of(
            $"Many runs go {many.SideBySide} at a time with {ThreadsOf(many)} each, {many.Together:N0} images a second together"
                + $"{(next is null ? "" : Sentence.Of($" ({next.SideBySide} with {ThreadsOf(next)} each: {next.Together:N0})"))}; "
                + $"one alone has {ThreadsOf(alone)}, {alone.Together:N0} images a second."
        );
    }

    /// <summary>Training images a second of a run beside others like it: between two numbers of runs that were measured a straight line;
    /// with more than were measured they share what those had together, with fewer each is taken for no faster.</summary>
    /// <param name="table">What is known of their network; null for nothing.</param>
    /// <param name="threads">Threads of each.</param>
    /// <param name="side">How many train at the same time, it among them.</param>
    /// <returns>Null where nothing is known of so many threads.</returns>
    public static double? Speed(PlacementTable? table, int threads, int side)
    {
        var known = table?.Speeds.Where(speed => speed.Threads == threads).OrderBy(speed => speed.SideBySide).ToList() ?? [];
        if (known.Count == 0)
            return null;
        var (below, above) = (known.LastOrDefault(at => at.SideBySide <= side), known.FirstOrDefault(at => at.SideBySide >= side));
        if (below is null)
            return above!.ImagesPerSecond();
        if (above is null)
            return below.ImagesPerSecond() * below.SideBySide / side;
        var share = above == below ? 0 : (double)(side - below.SideBySide) / (above.SideBySide - below.SideBySide);
        return below.ImagesPerSecond() + (share * (above.ImagesPerSecond() - below.ImagesPerSecond()));
    }

    /// <summary>Cores that are kept for a run: its threads, and no more than leave room for another one.</summary>
    /// <param name="threads">Threads of the run.</param>
    /// <param name="cores">Cores of the processor.</param>
    public static int CoresOf(int threads, int cores) => Math.Min(threads, Half(cores));

    private static int Half(int cores) => Math.Max(1, cores / 2);

    /// <summary>By threads, the fewest first; none where there is nothing to choose between.</summary>
    private static List<RunPlacement> Choices(PlacementTable? table, int cores, int most) =>
        table is null || table.ThreadCounts() < 2
            ? []
            :
            [
                .. table
                    .Speeds.Select(speed => speed.Threads)
                    .Distinct()
                    .Where(threads => threads <= (most > 1 ? Half(cores) : cores))
                    .Order()
                    .Select(threads => (threads, side: Math.Min(most, cores / threads)))
                    .Select(choice => new RunPlacement(choice.threads, choice.side, Speed(table, choice.threads, choice.side))),
            ];

    private static RunPlacement Best(List<RunPlacement> choices) => choices.MaxBy(choice => choice.Together)!;

    private static string Runs(RunPlacement placement) => placement.SideBySide == 1 ? "1 run" : $"{placement.SideBySide} runs";

    private static string ThreadsOf(RunPlacement placement) => placement.Threads == 1 ? "1 thread" : $"{placement.Threads} threads";
}
