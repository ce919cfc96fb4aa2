using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Science.Catalogue;

/// <summary>
/// What this lab's trainer can do, as it described itself: set once before anything is checked, by the trainer from its own descriptors,
/// by the server from <c>worker describe</c>, by the browser from <c>GET /api/catalogue</c>.
/// </summary>
public static class LabCatalogue
{
    private static readonly CatalogueInfo Empty = new() { Corruptions = [], Networks = [] };
    private static Lazy<CatalogueInfo> _current = new(Empty);

    /// <summary>The catalogue; one without any entry until it was set.</summary>
    public static CatalogueInfo Current => Volatile.Read(ref _current).Value;

    /// <summary>Sets the catalogue.</summary>
    /// <param name="catalogue">What the trainer described.</param>
    public static void Use(CatalogueInfo catalogue) => Volatile.Write(ref _current, new(catalogue));

    /// <summary>Sets the catalogue, which is read when it is first asked for: in a browser that takes a while, and a first look needs
    /// none.</summary>
    /// <param name="read">Reads it; null for a text that is no catalogue.</param>
    public static void Use(Func<CatalogueInfo?> read) => Volatile.Write(ref _current, new(() => read() ?? Empty));

    /// <summary>The model of that id, in any case, or null: a stored run may name one whose extension is gone.</summary>
    /// <param name="id">The id.</param>
    public static NetworkInfo? FindModel(string? id) =>
        Current.Networks.FirstOrDefault(model => string.Equals(model.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The model of an id that there is.</summary>
    /// <param name="id">The id.</param>
    public static NetworkInfo Model(string id) => FindModel(id) ?? throw new ArgumentException($"There is no model {id}.", nameof(id));

    /// <summary>The corruption of that id, or null: a stored run may name one whose extension is gone.</summary>
    /// <param name="id">The id.</param>
    public static CorruptionInfo? FindCorruption(string? id) => Current.Corruptions.FirstOrDefault(each => each.Id == id);

    /// <summary>The loss of that id, or null: a stored run may name one whose extension is gone.</summary>
    /// <param name="id">The id.</param>
    public static LossInfo? FindLoss(string? id) => Current.Losses.FirstOrDefault(each => each.Id == id);

    /// <summary>The kinds of analysis.</summary>
    public static IEnumerable<JobInfo> Analyses => Current.Jobs.Where(job => job.IsAnalysis);

    /// <summary>The analysis of that id, or null: a stored run may name one whose extension is gone.</summary>
    /// <param name="id">The id.</param>
    public static JobInfo? FindAnalysis(string? id) => Analyses.FirstOrDefault(each => each.Id == id);

    /// <summary>The words for a model on the screen; its id where it is gone.</summary>
    /// <param name="id">The id.</param>
    public static string TitleOf(string id) => FindModel(id)?.Title ?? id;

    /// <summary>Works out a formula of a spec's model.</summary>
    /// <param name="formula">One of its <see cref="NetworkSize"/>.</param>
    /// <param name="spec">The spec.</param>
    /// <param name="shape">What the model takes in.</param>
    /// <param name="classes">Classes.</param>
    public static long Count(string formula, RunSpec spec, InputShape shape, int classes)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return NetworkSize.Count(formula, shape, classes, name => OwnFields.NumberOf(spec, name));
    }
}
