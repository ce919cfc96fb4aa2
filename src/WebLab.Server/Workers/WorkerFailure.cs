namespace WebLab.Server.Workers;

/// <summary>Why a worker's process ended, in a sentence for a person.</summary>
internal static class WorkerFailure
{
    // A process that a signal ends has 128 plus the signal as its exit code.
    private const int Killed = 128 + 9,
        Aborted = 128 + 6,
        SegmentationFault = 128 + 11,
        Terminated = 128 + 15;

    // As the worker itself says it; where even an exception finds no room, native code or the runtime aborts with these last words.
    private const string OutOfMemory = "The device ran out of memory; a smaller batch, network or training set needs less.";

    public static string Sentence(int? exitCode, IReadOnlyList<string> lastWords) =>
        exitCode switch
        {
            null => "The worker's process ended without a word.",
            Killed => "The worker was killed, most likely because the machine ran out of memory; a smaller batch, network or training set "
                + "needs less.",
            Terminated => "The worker was told to end by another program.",
            SegmentationFault => "The worker crashed in native code (segmentation fault).",
            Aborted when Any(lastWords, "bad_alloc", "out of memory", "cannot be allocated") => OutOfMemory,
            // GNU's OpenMP ends the process with 1 where the system gives no memory for a thread's stack.
            1 when Any(lastWords, "libgomp: Thread creation failed") => OutOfMemory,
            // What the runtime throws where it finds no room for an exception of its own. A managed exception lost in native code says the
            // same, hence "most likely".
            Aborted when Any(lastWords, "PAL_SEHException") =>
                "The worker was aborted by .NET, most likely because the machine ran out of memory; a smaller batch, network or training "
                    + "set needs less.",
            Aborted => $"The worker was aborted by native code{Said(lastWords)}.",
            _ => $"The worker ended with exit code {exitCode}{Said(lastWords)}.",
        };

    private static bool Any(IReadOnlyList<string> lines, params string[] words) =>
        lines.Any(line => words.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static string Said(IReadOnlyList<string> lastWords) =>
        lastWords.LastOrDefault(line => !string.IsNullOrWhiteSpace(line) && !line.TrimStart().StartsWith("at ", StringComparison.Ordinal))
            is { } line
            ? $": {line.Trim().TrimEnd('.')}"
            : "";
}
