namespace WebLab.Client.Figures;

/// <summary>Where a figure's parts stand, in pixels.</summary>
public sealed class FigureFrame
{
    private const double CharacterWidth = 6.7,
        KeyRow = 19,
        SampleWidth = 26,
        KeyGap = 18,
        WordRow = 15;

    public FigureFrame(Figure figure, double width, double height, bool hasKey = true)
    {
        (Figure, Width, Height) = (figure, width, height);
        Left = 12 + (CharacterWidth * figure.Y.Ticks.Max(tick => figure.Y.Text(tick).Length)) + 8;
        Right = width - 16;
        WordRows = figure.X.Names is null ? 1 : figure.X.Names.Max(name => Rows(name).Count);
        Bottom = height - 44 - (WordRow * (WordRows - 1));
        Key = hasKey ? Place(figure, Left, Right) : [];
        Top = 26 + (Key.Count == 0 ? 0 : Key[^1].Y + 8);
    }

    private FigureFrame(Figure figure, double left, double right, double top, double bottom) =>
        (Figure, Left, Right, Top, Bottom, Key, WordRows) = (figure, left, right, top, bottom, [], 1);

    public Figure Figure { get; }

    public double Width { get; }

    public double Height { get; }

    public double Left { get; }

    public double Right { get; }

    public double Top { get; }

    public double Bottom { get; }

    /// <summary>Rows of words under the horizontal axis.</summary>
    public int WordRows { get; }

    /// <summary>The key's entries, in rows that fit the width.</summary>
    public IReadOnlyList<FigureKey> Key { get; }

    /// <summary>A frame without key or words, for a small picture.</summary>
    public static FigureFrame Plain(Figure figure, double left, double right, double top, double bottom) =>
        new(figure, left, right, top, bottom);

    public double X(double x) => Left + ((x - Figure.X.Min) / (Figure.X.Max - Figure.X.Min) * (Right - Left));

    public double Y(double y) =>
        Bottom - ((Math.Clamp(y, Figure.Y.Min, Figure.Y.Max) - Figure.Y.Min) / (Figure.Y.Max - Figure.Y.Min) * (Bottom - Top));

    /// <summary>The words of a tick of the horizontal axis in rows that fit between its neighbours, each with its height.</summary>
    public IEnumerable<(string Words, double Y)> Words(double tick)
    {
        var text = Figure.X.Text(tick);
        return (Figure.X.Names is null ? [text] : Rows(text)).Select((row, i) => (row, Bottom + 18 + (WordRow * i)));
    }

    public double ValueAt(double pixel) => Figure.X.Min + ((pixel - Left) / (Right - Left) * (Figure.X.Max - Figure.X.Min));

    private List<string> Rows(string name)
    {
        var most = (int)((Right - Left) / Figure.X.Names!.Count / CharacterWidth);
        var rows = new List<string>();
        foreach (var word in name.Split(' '))
        {
            if (rows.Count > 0 && rows[^1].Length + 1 + word.Length <= most)
                rows[^1] += $" {word}";
            else
                rows.Add(word);
        }
        return rows;
    }

    private static List<FigureKey> Place(Figure figure, double left, double right)
    {
        var keys = new List<FigureKey>();
        double x = left,
            y = 12;
        foreach (var (line, words) in Entries(figure))
        {
            var width = SampleWidth + (CharacterWidth * words.Length);
            if (x > left && x + width > right)
                (x, y) = (left, y + KeyRow);
            keys.Add(new(line, words, x, y));
            x += width + KeyGap;
        }
        return keys;
    }

    // One entry a name, then what thin and dashed stand for.
    private static IEnumerable<(FigureLine Line, string Words)> Entries(Figure figure)
    {
        foreach (var lines in figure.Lines.GroupBy(line => line.Name))
        {
            var shown = lines.OrderBy(line => line.IsPublished).ThenBy(line => line.IsDashed).First();
            yield return (shown with { IsDashed = false, IsPublished = false }, shown.Name);
        }
        var neutral = new FigureLine("", -1, [], []);
        if (figure.Measures is { } measures)
        {
            yield return (neutral, measures.Solid);
            yield return (neutral with { IsDashed = true }, measures.Dashed);
        }
        if (figure.Lines.Any(line => line.IsPublished) && figure.Lines.Any(line => !line.IsPublished))
        {
            var seeds = figure.Lines.Where(line => !line.IsPublished).Max(line => line.Seeds);
            yield return (
                neutral with
                {
                    HasPoints = figure.Lines.Any(line => line.HasPoints),
                },
                seeds > 1 ? $"here, mean ± SD of {seeds} seeds" : "here"
            );
            yield return (neutral with { IsPublished = true, HasPoints = figure.Lines.Any(line => line.HasPoints) }, "in the paper");
        }
    }
}
