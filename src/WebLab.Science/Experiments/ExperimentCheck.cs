using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Queue;
using WebLab.Contracts.Runs;
using WebLab.Science.Runs;
using WebLab.Science.Specs;

namespace WebLab.Science.Experiments;

/// <summary>The door for launches: everything that is wrong with a request, each in one sentence.</summary>
public static class ExperimentCheck
{
    /// <summary>The most runs of one experiment.</summary>
    public const int MaxRuns = 500;

    /// <summary>The most axes of one experiment.</summary>
    public const int MaxAxes = 10;

    /// <summary>The most characters in the values of all axes together: 500 values of 40.</summary>
    public const int MaxAxesLength = 20_000;

    /// <summary>The longest name.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The longest description.</summary>
    public const int MaxDescriptionLength = 2_000;

    /// <summary>Checks names, counts, and the spec of every run.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The problems, none for a good request; those of a run's spec have paths such as <c>runs[0].spec.epochs</c>.</returns>
    public static IReadOnlyList<SpecProblem> Problems(ExperimentRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var problems = new List<SpecProblem>();
        CheckName(problems, "name", request.Name);
        if (request.Description.Length > MaxDescriptionLength)
            problems.Add(
                new(
                    "description",
                    Sentence.Of(
                        $"description must have at most {MaxDescriptionLength:N0} characters; it had " + $"{request.Description.Length:N0}."
                    )
                )
            );
        if (request.Runs.Count is 0 or > MaxRuns)
            problems.Add(new("runs", Sentence.Of($"runs must hold 1 to {MaxRuns} runs; it held {request.Runs.Count:N0}.")));
        if (request.Priority is < QueuePriority.Min or > QueuePriority.Max)
            problems.Add(
                new(
                    "priority",
                    Sentence.Of($"priority must be {QueuePriority.Min} to {QueuePriority.Max}; it was " + $"{request.Priority}.")
                )
            );
        if (request.PaperItem is { Length: > 50 })
            problems.Add(
                new("paperItem", Sentence.Of($"paperItem must have at most 50 characters; it had " + $"{request.PaperItem.Length:N0}."))
            );
        CheckAxes(problems, request.Axes);
        for (var i = 0; i < Math.Min(request.Runs.Count, MaxRuns); i++)
        {
            // The serializer lets null through as a list's item.
            if (request.Runs[i] is not { } run)
            {
                problems.Add(new($"runs[{i}]", $"runs[{i}] must be a run with name and spec; it was null."));
                continue;
            }
            CheckName(problems, $"runs[{i}].name", run.Name);
            problems.AddRange(SpecCheck.Problems(run.Spec).Select(problem => problem with { Path = $"runs[{i}].spec.{problem.Path}" }));
        }
        return problems;
    }

    /// <summary>What is wrong with a change of an experiment, one sentence, or null.</summary>
    /// <param name="change">The change.</param>
    public static string? Problem(ExperimentChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change switch
        {
            { Name: { } name } when !IsName(name) => Sentence.Of(
                $"name must have 1 to {MaxNameLength} characters, {VisibleText.Allowed}; it had {name.Length:N0}."
            ),
            { Description.Length: > MaxDescriptionLength and var length } => Sentence.Of(
                $"description must have at most {MaxDescriptionLength:N0} characters; it had {length:N0}."
            ),
            { Note.Length: > RunActionCheck.MaxNoteLength and var length } => Sentence.Of(
                $"note must have at most {RunActionCheck.MaxNoteLength:N0} characters; it had {length:N0}."
            ),
            { Tags.Count: > RunTags.MaxCount and var count } => Sentence.Of(
                $"tags must hold at most {RunTags.MaxCount} tags; it held {count:N0}."
            ),
            _ => TagProblem(change.Tags) ?? TagProblem(change.AddTags),
        };
    }

    private static string? TagProblem(IReadOnlyList<string>? tags) =>
        tags is null ? null
        : tags.Contains(null!) ? $"A tag must be {RunTags.Allowed}; one was null."
        : tags.FirstOrDefault(tag => !RunTags.IsTag(tag)) is { } wrong
            ? $"A tag must be {RunTags.Allowed}; one was {Sentence.Shown(wrong)}."
        : null;

    /// <summary>Why so many runs cannot be added to those that an experiment has, one sentence, or null.</summary>
    /// <param name="before">How many it has.</param>
    /// <param name="added">How many are added.</param>
    public static string? AddedProblem(int before, int added) =>
        before + added > MaxRuns
            ? Sentence.Of($"runs must be at most {MaxRuns} with those there are; they would be {before + added:N0}.")
            : null;

    /// <summary>Whether the text can name an experiment or a run.</summary>
    /// <param name="name">The text.</param>
    public static bool IsName(string? name) => VisibleText.Is(name) && name!.Length <= MaxNameLength;

    private static void CheckName(List<SpecProblem> problems, string path, string name)
    {
        if (!IsName(name))
            problems.Add(
                new(path, Sentence.Of($"{path} must have 1 to {MaxNameLength} characters, {VisibleText.Allowed}; it had {name.Length:N0}."))
            );
    }

    // Every browser is told of an experiment with its axes.
    private static void CheckAxes(List<SpecProblem> problems, IReadOnlyList<SweepAxis> axes)
    {
        if (axes.Count > MaxAxes)
            problems.Add(new("axes", Sentence.Of($"axes must hold at most {MaxAxes} axes; it held {axes.Count:N0}.")));
        if (axes.Sum(axis => axis?.Values.Sum(value => (long)(value?.Length ?? 0)) ?? 0) is var length and > MaxAxesLength)
        {
            problems.Add(
                new("axes", Sentence.Of($"axes must have at most {MaxAxesLength:N0} characters in all their values; they had {length:N0}."))
            );
            return;
        }
        foreach (var axis in axes.Take(MaxAxes))
        {
            if (axis is null || axis.Values.Contains(null!))
            {
                problems.Add(new("axes", "axes must each have a field and values that are text; one was null."));
                continue;
            }
            if (SpecFields.Find(axis.Field) is null)
                problems.Add(
                    new(
                        "axes",
                        $"axes must name fields of the spec; one was {Sentence.Shorten(axis.Field)}."
                    )
                );
            if (axis.Values.GroupBy(value => value).FirstOrDefault(same => same.Count() > 1) is { } twice)
                problems.Add(
                    new(
                        "axes",
                        $"axes must each hold a value once; {Sentence.Shorten(axis.Field)} held {Sentence.Shorten(twice.Key)} twice."
                    )
                );
            if (axis.Values.Count is 0 or > MaxRuns)
                problems.Add(new("axes", Sentence.Of($"axes must each hold 1 to {MaxRuns} values; one held {axis.Values.Count:N0}.")));
        }
    }
}
