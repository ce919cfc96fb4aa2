using System.Globalization;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Experiments;
using WebLab.Science.Specs;

namespace WebLab.Client.Experiments;

/// <summary>The launch form: what was typed, what it comes to, and what is wrong with it in the very sentences of the server's
/// door.</summary>
public sealed partial class ExperimentDraft
{
    private const int MaxSeeds = 20;

    private readonly Dictionary<string, string> _texts = [];
    private readonly List<AxisDraft> _axes = [];
    private readonly RunSpec _start;
    private IReadOnlyList<RunRequest> _runs = [];
    private List<SweepAxis> _swept = [];
    private Dictionary<string, string> _problems = [];
    private string? _name;
    private double[][] _matrix,
        _otherMatrix = [];

    public ExperimentDraft(
        RunSpec? start = null,
        string? name = null,
        IEnumerable<SweepAxis>? axes = null,
        LaunchTerms? terms = null
    )
    {
        Terms = terms ?? new();
        _start = start ?? new();
        _name = string.IsNullOrWhiteSpace(name) ? null : name;
        Spec = _start;
        _matrix = _start.Corruption.TransitionMatrix ?? NextClass(Classes(_start));
        foreach (var field in SpecFields.All.Where(field => field.IsLeftOut?.Invoke(_start) != true))
            _texts[field.Name] = field.Read(_start);
        foreach (var axis in axes ?? [])
        {
            if (axis.Field == "seed" && SeedsFromOne(axis.Values) is { } seeds)
                Seeds = seeds;
            else
                _axes.Add(new(axis.Field, string.Join(", ", axis.Values)));
        }
        Check();
    }

    /// <summary>The form as it was kept.</summary>
    public static ExperimentDraft Of(KeptDraft kept)
    {
        var draft = new ExperimentDraft(kept.Start, kept.Name)
        {
            Seeds = Math.Clamp(kept.Seeds, 1, MaxSeeds),
            Terms = new()
            {
                Description = kept.Description,
                Priority = kept.Priority,
                ResumesItself = kept.ResumesItself,
                IsPrivate = kept.IsPrivate,
                Place = kept.Place,
            },
        };
        foreach (var (field, text) in kept.Texts.Where(pair => SpecFields.Find(pair.Key) is not null))
            draft._texts[field] = text;
        draft._axes.AddRange(kept.Axes.Select(axis => new AxisDraft(axis.Key, axis.Value)));
        draft._matrix = kept.Matrix;
        draft.Check();
        return draft;
    }

    /// <summary>The recipe of what could be read so far.</summary>
    public RunSpec Spec { get; private set; }

    /// <summary>Typed, or else made from the recipe.</summary>
    public string Name
    {
        get => _name ?? SuggestedName();
        set
        {
            _name = string.IsNullOrWhiteSpace(value) ? null : value;
            Check();
        }
    }

    /// <summary>What is launched beside the recipe.</summary>
    public LaunchTerms Terms
    {
        get =>
            new()
            {
                Description = Description,
                Priority = Priority,
                ResumesItself = ResumesItself,
                IsPrivate = IsPrivate,
                Place = Place.Length > 0 ? Place : null,
            };
        private init =>
            (Description, Priority, ResumesItself, IsPrivate, Place) = (
                value.Description,
                value.Priority,
                value.ResumesItself,
                value.IsPrivate,
                value.Place ?? ""
            );
    }

    public string Description { get; set; } = "";

    /// <summary>Before which of one's own queued runs these go.</summary>
    public int Priority { get; set; }

    /// <summary>Whether the runs go on by themselves after an interruption.</summary>
    public bool ResumesItself { get; set; } = true;

    public bool IsPrivate { get; set; }

    /// <summary>Where the runs are to be trained; empty for anywhere.</summary>
    public string Place { get; set; } = "";

    /// <summary>The transition matrix, kept while another corruption or a set of other classes is looked at.</summary>
    public double[][] Matrix
    {
        get => MatrixOf(Spec);
        set
        {
            _matrix = value;
            Check();
        }
    }

    /// <summary>How many seeds, from 1, each setting is repeated with; 1 is none but the form's own.</summary>
    public int Seeds { get; private set; } = 1;

    public IReadOnlyList<AxisDraft> Axes => _axes;

    /// <summary>The axes that could be read, with the seeds.</summary>
    public IReadOnlyList<SweepAxis> Swept => _swept;

    public IReadOnlyList<RunRequest> Runs => _runs;

    public bool IsValid => _problems.Count == 0;

    /// <summary>The axes as they were typed, and the seeds: what a link to the form carries.</summary>
    public IEnumerable<SweepAxis> Typed =>
        [
            .. _axes.Select(axis => new SweepAxis(axis.Field, [axis.Values.Trim()])),
            .. Seeds > 1 ? [new SweepAxis("seed", [.. SeedTexts(Seeds)])] : (IEnumerable<SweepAxis>)[],
        ];

    /// <summary>Why it cannot be launched, each in one sentence; none when it can.</summary>
    public IReadOnlyCollection<string> Problems => _problems.Values;

    public string TextOf(SpecField field) => _texts.GetValueOrDefault(field.Name) ?? field.Read(Spec);

    public string? ProblemOf(SpecField field) => _problems.GetValueOrDefault(field.Path);

    public string? ProblemOf(string path) => _problems.GetValueOrDefault(path);

    /// <summary>Whether the field means anything for the recipe's model, corruption and regularisers.</summary>
    public static bool Applies(SpecField field, RunSpec spec) => field.Applies(spec);

    /// <summary>Whether an axis sets the field, so that its own value does not count.</summary>
    public bool IsSwept(SpecField field) => _axes.Any(axis => axis.Field == field.Name) || (field.Name == "seed" && Seeds > 1);

    public void Set(SpecField field, string text)
    {
        var before = Spec;
        _texts[field.Name] = text.Trim();
        if (field.IsLeftOut is not null && text.Trim().Length == 0)
            _texts.Remove(field.Name);
        Check();
        foreach (var own in SpecFields.All.Where(own => own.Suggested is not null && own.Applies(Spec) && !own.Applies(before)))
        {
            if (_texts[own.Name] == own.Read(new()))
                Set(own, own.Suggested!);
        }
        // The paper's rate goes with the network, until a person chose another.
        if (Spec.Model != before.Model && before.LearningRate == LabCatalogue.Model(before.Model).LearningRate)
            Set(SpecFields.Find("learning-rate")!, LabCatalogue.Model(Spec.Model).LearningRate.ToString("R", CultureInfo.InvariantCulture));
    }

    public void Sweep(string field)
    {
        _axes.Add(new(field, SpecFields.Find(field)?.Read(Spec) ?? ""));
        Check();
    }

    public void SetAxis(AxisDraft axis, string values)
    {
        axis.Values = values;
        Check();
    }

    public void Remove(AxisDraft axis)
    {
        _axes.Remove(axis);
        Check();
    }

    public void Repeat(int seeds)
    {
        Seeds = Math.Clamp(seeds, 1, MaxSeeds);
        Check();
    }

    /// <summary>The form to be kept.</summary>
    public KeptDraft Keep(string address) =>
        new()
        {
            Address = address,
            Start = _start,
            Texts = new Dictionary<string, string>(_texts),
            Axes = [.. _axes.Select(axis => KeyValuePair.Create(axis.Field, axis.Values))],
            Seeds = Seeds,
            Name = _name,
            Description = Description,
            Priority = Priority,
            ResumesItself = ResumesItself,
            IsPrivate = IsPrivate,
            Place = Place.Length > 0 ? Place : null,
            Matrix = _matrix,
        };

    /// <summary>Takes the server's own sentences, should it know better.</summary>
    public void Refuse(IReadOnlyDictionary<string, string[]> problems)
    {
        foreach (var (path, sentences) in problems.Where(problem => problem.Value.Length > 0))
            _problems[FieldPath(path)] = sentences[0];
    }

    private static IEnumerable<string> SeedTexts(int seeds) =>
        Enumerable.Range(1, seeds).Select(seed => seed.ToString(CultureInfo.InvariantCulture));

    private static int? SeedsFromOne(IReadOnlyList<string> values) =>
        values.Count is > 1 and <= MaxSeeds && values.SequenceEqual(SeedTexts(values.Count)) ? values.Count : null;

    private static int Classes(RunSpec spec) => DatasetFacts.Find(spec.Dataset)?.Classes.Count ?? 0;

    private double[][] MatrixOf(RunSpec spec)
    {
        var classes = Classes(spec);
        if (_matrix.Length == classes)
            return _matrix;
        if (_otherMatrix.Length != classes)
            _otherMatrix = NextClass(classes);
        return _otherMatrix;
    }

    /// <summary>Something to start from: with probability 0.2 the next class.</summary>
    private static double[][] NextClass(int classes) =>
        [
            .. Enumerable
                .Range(0, classes)
                .Select(i =>
                    Enumerable
                        .Range(0, classes)
                        .Select(j =>
                            j == i ? 0.8
                            : j == (i + 1) % classes ? 0.2
                            : 0
                        )
                        .ToArray()
                ),
        ];

    private string SuggestedName()
    {
        var corruption = Spec.Corruption.Kind.Replace('-', ' ');
        var rate = Spec.Corruption.HasNoiseRate() ? string.Create(CultureInfo.InvariantCulture, $" {Spec.Corruption.NoiseRate:0.##}") : "";
        return $"{LabCatalogue.TitleOf(Spec.Model)}, {corruption}{rate}";
    }
}
