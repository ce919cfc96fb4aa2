using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Filters;

/// <summary>A condition or a joint of conditions. Null is undecided: it compares with a best value that is not known yet.</summary>
internal abstract class FilterNode
{
    public abstract bool? Holds(RunSummary run, BestValues best);
}

/// <summary>Both hold.</summary>
internal sealed class AndNode(FilterNode left, FilterNode right) : FilterNode
{
    public override bool? Holds(RunSummary run, BestValues best) =>
        left.Holds(run, best) is var first && first == false ? false : first & right.Holds(run, best);
}

/// <summary>One of them holds.</summary>
internal sealed class OrNode(FilterNode left, FilterNode right) : FilterNode
{
    public override bool? Holds(RunSummary run, BestValues best) =>
        left.Holds(run, best) is var first && first == true ? true : first | right.Holds(run, best);
}

/// <summary>It does not hold.</summary>
internal sealed class NotNode(FilterNode inner) : FilterNode
{
    public override bool? Holds(RunSummary run, BestValues best) => !inner.Holds(run, best);
}

/// <summary>A condition on the run alone.</summary>
internal sealed class TermNode(Func<RunSummary, bool> condition) : FilterNode
{
    public override bool? Holds(RunSummary run, BestValues best) => condition(run);
}

/// <summary>A condition on the best value of a field.</summary>
internal sealed class BestNode(NumberRunField field, Func<double, double, bool> compare, double offset) : FilterNode
{
    public override bool? Holds(RunSummary run, BestValues best) =>
        !best.IsKnown ? null : field.Value(run) is { } value && best.Of(field) is { } value2 && compare(value, value2 + offset);
}
