using System.Text.RegularExpressions;
using WebLab.Contracts.Catalogue;
using WebLab.Science.Runs;
using WebLab.Science.Specs;

namespace WebLab.Science.Catalogue;

/// <summary>
/// Whether what a lab's own assembly describes can stand beside what there is. Every command, page and job reads all of it: an id that is
/// taken, a field with another's name or a formula that cannot be worked out would stop them all.
/// </summary>
/// <param name="known">What there is.</param>
/// <param name="options">The options of <c>weblab train</c> that are no field of a recipe, without dashes.</param>
public sealed partial class CatalogueCheck(CatalogueInfo known, IReadOnlyCollection<string> options)
{
    /// <summary>What is wrong with what is to be added, a sentence without its full stop that names the descriptor and the field; null for
    /// nothing.</summary>
    /// <param name="added">What an assembly describes.</param>
    public string? Problem(CatalogueInfo added)
    {
        ArgumentNullException.ThrowIfNull(added);
        var before = Owners(known).ToList();
        foreach (var owner in Owners(added))
        {
            if (Problems(owner, before).FirstOrDefault() is { } problem)
                return problem;
            before.Add(owner);
        }
        return added.Recorders.Select(Problem).FirstOrDefault(problem => problem is not null);
    }

    private static IEnumerable<Owner> Owners(CatalogueInfo catalogue) =>
        [
            .. catalogue.Corruptions.Select(each => new Owner("corruption", "corruption", each)),
            .. catalogue.Networks.Select(each => new Owner("model", "modelFields", each)),
            .. catalogue.Losses.Select(each => new Owner("loss", "loss", each)),
            .. catalogue.Jobs.Select(each => new Owner("analysis", "analysis", each)),
        ];

    private IEnumerable<string> Problems(Owner owner, List<Owner> before)
    {
        var info = owner.Info;
        if (new[] { info.Id, info.Title, info.Sentence }.Any(string.IsNullOrWhiteSpace))
            yield return $"its {owner} lacks an id, a title or a sentence";
        else if (before.Find(other => other.Noun == owner.Noun && IsSame(other.Info.Id, info.Id)) is { } taken)
            yield return $"the id of its {owner} is taken by {taken.Info.Title}; each {owner.Noun} needs an id of its own";
        if (info.Fields is null || info.Fields.Contains(null!))
            yield return $"its {owner} describes fields that are null";
        else
            foreach (var (place, field) in info.Fields.Index())
            {
                var faults = Words(owner, field)
                    .Concat(FieldRange.Faults(field, owner.IsAnalysis))
                    .Concat(Collisions(owner, field, [.. info.Fields.Take(place)], before));
                foreach (var fault in faults)
                    yield return $"the field {field.Name} of its {owner} {fault}";
            }
        if (SizeFormulas.Fault(info) is { } size)
            yield return $"its {owner} has {size}";
    }

    private static IEnumerable<string> Words(Owner owner, FieldInfo field)
    {
        if (!Name().IsMatch(field.Name ?? ""))
            yield return "must have a name of small letters, digits and dashes";
        if (!Key().IsMatch(field.Path ?? "") || field.Path != $"{owner.Group}.{field.Key}")
            yield return $"must have a path of {owner.Group}, a dot and a word in camel case; it was {field.Path}";
        else if (owner.NamesItsKind && IsSame(field.Key, "kind"))
            yield return $"collides with {field.Path}, which holds the id of the {owner.Noun} itself";
        if (string.IsNullOrWhiteSpace(field.Label) || field.Help is null)
            yield return "lacks a label or its help";
    }

    private IEnumerable<string> Collisions(Owner owner, FieldInfo field, IReadOnlyList<FieldInfo> mates, List<Owner> before)
    {
        if (mates.FirstOrDefault(mate => mate.Name == field.Name || mate.Path == field.Path) is { } mate)
            yield return $"collides with its own field {mate.Name}";
        // An analysis's are neither options nor axes nor columns.
        if (owner.IsAnalysis)
            yield break;
        if (Taken(field.Name) is { } taken)
            yield return $"collides with {taken}";
        foreach (var other in before.Where(other => !other.IsAnalysis))
        {
            var namesake = other.Info.Fields.FirstOrDefault(each => each.Name == field.Name || each.Path == field.Path);
            if (namesake is { } same && !IsOne(same, field))
                yield return $"({Kind(field)}) collides with the field {same.Name} ({Kind(same)}) of the {other}: "
                    + "fields of one name must be of one path and kind";
        }
    }

    // One option, one axis and one column is made of those that share a name.
    private static bool IsOne(FieldInfo one, FieldInfo other) =>
        (one.Name, one.Path, one.Type) == (other.Name, other.Path, other.Type) && one.Choices.SequenceEqual(other.Choices);

    private static string Kind(FieldInfo field) =>
        $"{field.Path}, {(field.Type == FieldKind.Choice ? string.Join(" or ", field.Choices) : field.Type)}";

    private string? Taken(string name) =>
        SpecFields.All.FirstOrDefault(own => !own.IsOwn && (IsSame(own.Name, name) || IsSame(own.Path, name))) is { } own
                ? $"the field {own.Path} of every recipe"
            : options.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"the option --{name} of weblab train"
            : RunFields.All.FirstOrDefault(column => column.IsNamed(name) && !IsOwn(column)) is { } column
                ? $"the column {column.Name} of every run"
            : null;

    private static bool IsOwn(RunField column) => SpecFields.Find(column.Name) is { IsOwn: true };

    private static string? Problem(RecorderInfo recorder) =>
        !Name().IsMatch(recorder.Name ?? "") ? $"its recorder {recorder.Name} must have a name of small letters, digits and dashes"
        : string.IsNullOrWhiteSpace(recorder.Sentence) ? $"its recorder {recorder.Name} lacks a sentence"
        : recorder.Columns.Any(column => string.IsNullOrWhiteSpace(column.Name) || column.Title is null)
            ? $"a column of its recorder {recorder.Name} lacks a name or a title"
        : recorder.Columns.GroupBy(column => column.Name).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? $"its recorder {recorder.Name} has the column {twice.Key} twice"
        : recorder.Columns.Count == 0 ? $"its recorder {recorder.Name} has no column"
        : null;

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex Name();

    [GeneratedRegex(@"\.[a-z][A-Za-z0-9]*$")]
    private static partial Regex Key();

    /// <summary>What has fields of its own, and the group of the recipe that holds them.</summary>
    private sealed record Owner(string Noun, string Group, DescriptorInfo Info)
    {
        public bool IsAnalysis => Info is JobInfo;

        // A model's id stands beside its fields, the others' among them.
        public bool NamesItsKind => Info is not NetworkInfo;

        public override string ToString() => $"{Noun} {Info.Id}";
    }
}
