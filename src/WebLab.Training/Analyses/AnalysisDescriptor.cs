using WebLab.Contracts.Catalogue;
using WebLab.Data;

namespace WebLab.Training.Analyses;

/// <summary>
/// A kind of job that answers questions about a data set: what it is called, its own fields, what it takes, and how a worker does it. One
/// file makes one: queue, rights, devices, progress, cancel, logs and history are those of every job.
/// </summary>
public abstract class AnalysisDescriptor
{
    /// <summary>The stored name, which never changes.</summary>
    public abstract string Id { get; }

    /// <summary>Its name on the screen.</summary>
    public abstract string Title { get; }

    /// <summary>One sentence on what it answers.</summary>
    public abstract string Sentence { get; }

    /// <summary>Its own fields, with paths that begin with <c>analysis.</c>.</summary>
    public virtual IReadOnlyList<FieldInfo> Fields => [];

    /// <summary>The written names of the recipe's shared fields that it reads.</summary>
    public abstract IReadOnlyList<string> Reads { get; }

    /// <summary>Whether its report has the members of a <see cref="Contracts.Scores.ScoredExamples"/>, a number or more of each training
    /// example: once it is done they are columns of the examples of every run on the same ones.</summary>
    public virtual bool ScoresExamples => false;

    /// <summary>The bytes that it takes at its peak besides the images: a <see cref="SizeFormula"/> over its own fields, <c>examples</c>,
    /// <c>tests</c>, <c>whole</c>, the examples of both splits that its data set has, <c>inputs</c>, <c>classes</c> and <c>runs</c>, the
    /// stored runs that it looks into.</summary>
    public abstract string Memory { get; }

    /// <summary>The seconds that it takes on one thread, likewise.</summary>
    public abstract string Seconds { get; }

    /// <summary>The field of an analysis of stored runs: the worker then has their networks (<see cref="AnalysisWork.Networks"/>), and the
    /// recipe's data and labels are those of the first.</summary>
    /// <param name="most">How many runs it takes at most.</param>
    protected static FieldInfo RunField(int most) =>
        new()
        {
            Name = "runs",
            Path = "analysis.runs",
            Label = "Runs",
            Help = "The stored runs whose networks are looked into: the final one of each, or RUN:SEQUENCE for another kept checkpoint.",
            Type = FieldKind.Runs,
            Min = 1,
            Max = most,
        };

    /// <summary>Does it, on the thread that it is called on, until its report is kept.</summary>
    /// <param name="work">What on, and who hears of it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="TrainingFailedException">It cannot go on; the message says why.</exception>
    public abstract void Work(AnalysisWork work);

    /// <summary>What others learn of it.</summary>
    internal JobInfo Describe() =>
        new()
        {
            Id = Id,
            Title = Title,
            Sentence = Sentence,
            Fields = Fields,
            IsAnalysis = true,
            Reads = Reads,
            ScoresExamples = ScoresExamples,
            Memory = Memory,
            Seconds = Seconds,
        };
}

/// <summary>The analyses that this process knows: the trainer's own and those of the extensions that were loaded.</summary>
public static class AnalysisRegistry
{
    /// <summary>What this process can do.</summary>
    public static DescriptorRegistry<AnalysisDescriptor> Current { get; } = Create();

    private static DescriptorRegistry<AnalysisDescriptor> Create()
    {
        var analyses = new DescriptorRegistry<AnalysisDescriptor>("analysis", analysis => analysis.Id);
        analyses.Add(typeof(AnalysisRegistry).Assembly);
        return analyses;
    }
}
