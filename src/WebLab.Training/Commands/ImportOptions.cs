using System.CommandLine;
using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;

namespace WebLab.Training.Commands;

/// <summary>The options of <see cref="ImportChoices"/>.</summary>
internal sealed class ImportOptions
{
    private readonly Option<string> _form = Text("--form", $"Their form: {string.Join(", ", Names<ImportForm>.All)}.", "form");
    private readonly Option<string> _label = Text("--label-column", "The column of labels, by heading or by number from 0.", "column");
    private readonly Option<string> _file = Text("--file-column", "The column of the images' file names.", "column");
    private readonly Option<string> _split = Text("--split-column", "The column that says train, val or test.", "column");
    private readonly Option<string> _separator = Text("--separator", "What parts cells: , ; | tab space.", "separator");
    private readonly Option<string> _decimal = Text("--decimal", "What stands before a fraction: . or ,", "mark");
    private readonly Option<string> _quotes = Text("--quotes", "What stands around cells: double, single or none.", "marks");
    private readonly Option<string> _encoding = Text("--encoding", "The table's letters, as utf-8 or windows-1250.", "name");
    private readonly Option<string> _heading = Text("--heading", "Whether the first line names the columns: yes or no.", "yes|no");
    private readonly Option<string> _missing = Text("--missing", $"Missing values: {string.Join(", ", Names<MissingValues>.All)}.", "what");
    private readonly Option<string[]> _column = new("--column")
    {
        Description = $"How a column is used, as NAME=USE; several times. Uses: {string.Join(", ", Names<ColumnUse>.All)}.",
        HelpName = "name=use",
    };
    private readonly Option<string> _side = Text("--side", "Rows and columns that images are brought to, 4 to 512.", "pixels");
    private readonly Option<string> _fit = Text("--fit", $"How: {string.Join(", ", Names<ImageFit>.All)}.", "way");
    private readonly Option<string> _channels = Text("--channels", "1 for grey, 3 for colour.", "1|3");
    private readonly Option<string> _holdOut = Text(
        "--hold-out",
        "The share set apart for the test where there is no split; 0.2.",
        "share"
    );
    private readonly Option<string> _seed = Text("--split-seed", "The seed that it is drawn from; 1.", "seed");

    public void AddTo(Command command)
    {
        foreach (
            var option in new Option[]
            {
                _form,
                _label,
                _file,
                _split,
                _separator,
                _decimal,
                _quotes,
                _encoding,
                _heading,
                _missing,
                _column,
                _side,
                _fit,
                _channels,
                _holdOut,
                _seed,
            }
        )
            command.Add(option);
    }

    /// <exception cref="UsageException">A value is not allowed.</exception>
    public ImportChoices Read(ParseResult parsed) =>
        new()
        {
            Form = Named<ImportForm>(parsed, _form),
            LabelColumn = parsed.GetValue(_label),
            FileColumn = parsed.GetValue(_file),
            SplitColumn = parsed.GetValue(_split),
            Separator = parsed.GetValue(_separator),
            DecimalMark = parsed.GetValue(_decimal),
            Quotes = parsed.GetValue(_quotes),
            Encoding = parsed.GetValue(_encoding),
            HasHeading = parsed.GetValue(_heading) switch
            {
                null => null,
                "yes" => true,
                "no" => false,
                var other => throw new UsageException($"heading must be yes or no; it was {other}."),
            },
            Missing = Named<MissingValues>(parsed, _missing),
            Columns = Columns(parsed.GetValue(_column) ?? []),
            Side = Whole(parsed, _side),
            Fit = Named<ImageFit>(parsed, _fit),
            Channels = Whole(parsed, _channels),
            HoldOut =
                parsed.GetValue(_holdOut) is not { } share ? null
                : double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
                : throw new UsageException($"hold-out must be a number above 0 and at most 0.5; it was {share}."),
            SplitSeed = Whole(parsed, _seed),
        };

    private static Dictionary<string, ColumnUse> Columns(string[] written)
    {
        var uses = new Dictionary<string, ColumnUse>(StringComparer.Ordinal);
        foreach (var each in written)
        {
            var mark = each.LastIndexOf('=');
            uses[mark < 0 ? each : each[..mark]] = Names<ColumnUse>.TryParse(each[(mark + 1)..], out var use)
                ? use
                : throw new UsageException(
                    $"column must be NAME=USE, the use one of {string.Join(", ", Names<ColumnUse>.All)}; it was {Sentence.Shown(each)}."
                );
        }
        return uses;
    }

    private static T? Named<T>(ParseResult parsed, Option<string> option)
        where T : struct, Enum =>
        parsed.GetValue(option) is not { } written ? null
        : Names<T>.TryParse(written, out var value) ? value
        : throw new UsageException(
            $"{option.Name.TrimStart('-')} must be one of {string.Join(", ", Names<T>.All)}; it was {Sentence.Shown(written)}."
        );

    private static int? Whole(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is not { } written ? null
        : int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw new UsageException($"{option.Name.TrimStart('-')} must be a whole number; it was {Sentence.Shown(written)}.");

    private static Option<string> Text(string option, string description, string help) =>
        new(option) { Description = description, HelpName = help };
}
