using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using WebLab.Contracts;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;

namespace WebLab.Data.LabelAudits;

/// <summary>
/// Probabilities as text: a row an example, a column a class, with a heading or none. A column that numbers the examples says which
/// example a row is; names of files and words are passed over; a heading that numbers the classes says which class a column is.
/// </summary>
internal sealed partial class ProbabilityText
{
    private const int Looked = 3;

    private static readonly string[] IndexNames = ["", "index", "idx", "id", "i", "#", "unnamed: 0", "row", "example", "image"];

    // What may stand beside the probabilities as a number and is none.
    private static readonly string[] OtherNames = (
        "label labels class target targets y y_true y_pred "
        + "given given_label true_label pred prediction predicted argmax confidence fold"
    ).Split(' ');

    private readonly string _name;
    private readonly char _separator;
    private readonly List<Range> _cells = [];
    private readonly List<double> _values = [];
    private readonly List<double> _names = [];
    private string[]? _heading;

    // The first row that is no heading, and which of its cells are numbers: so are those below.
    private string[] _first = [];
    private bool[] _isNumber = [];
    private int _firstLine;

    // Whether the examples stand as the names of their files sort.
    private readonly bool _isSortedByName;

    private ProbabilityText(string name, char separator, bool isOwn) => (_name, _separator, _isSortedByName) = (name, separator, isOwn);

    /// <exception cref="DatasetException">It is no table of numbers: one sentence.</exception>
    public static ProbabilityTable Read(string name, string text, bool isOwn) =>
        text.AsSpan().TrimStart() is ['[' or '{', ..]
            ? throw new DatasetException($"{name} is JSON, which is not read as probabilities: save them as CSV or .npy.")
            : new ProbabilityText(name, Separator(text), isOwn).Table(text);

    private ProbabilityTable Table(string text)
    {
        var (number, rows) = (0, 0);
        // Two columns without names, or the probabilities 0 and 1 of two classes, as only other whole numbers tell.
        var (couldHead, hasWhole) = (false, false);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsWhiteSpace() || (rows == 0 && _heading is null && IsRemark(line)))
                continue;
            Part(line);
            if (rows == 0)
            {
                var cells = Words(line);
                if (_heading is null && IsHeading(cells))
                {
                    _heading = cells;
                    continue;
                }
                (_first, _firstLine, _isNumber) = (cells, number, [.. cells.Select(cell => Number(cell) is not null)]);
                if (Array.Find(cells, cell => cell.EndsWith('%') && Number(cell.AsSpan(0, cell.Length - 1)) is not null) is { } percent)
                    throw Refuse($"has {percent} in line {number:N0}: divide percents by 100, and leave out the sign.");
                if (_heading is null)
                    couldHead = cells.Where((_, i) => _isNumber[i]).Order(StringComparer.Ordinal).SequenceEqual(["0", "1"]);
                else
                    CheckHeading();
            }
            else if (couldHead && !hasWhole)
                hasWhole = Words(line).Any(cell => cell is "0" or "1");
            Add(line, number);
            rows++;
        }
        if (rows == 0)
            throw Refuse($"holds no numbers: give a row for each example and a column for each class.");
        if (couldHead && rows > 1)
        {
            if (hasWhole || Array.Exists(_isNumber, isNumber => !isNumber))
                throw Refuse(
                    $"has 0 and 1 in line {_firstLine:N0}, which may be a heading as well as probabilities: take the heading out, or write "
                        + $"the probabilities with a point."
                );
            (_heading, rows) = (_first, rows - 1);
            _values.RemoveRange(0, 2);
        }
        return Arranged(rows);
    }

    private void Add(ReadOnlySpan<char> line, int number)
    {
        if (_cells.Count != _isNumber.Length)
            throw Refuse($"has {_cells.Count} numbers in line {number:N0}, but {_isNumber.Length} before: give each example the same.");
        var isNamed = false;
        for (var column = 0; column < _isNumber.Length; column++)
        {
            var cell = line[_cells[column]];
            var value = Number(cell);
            if (_isNumber[column])
                _values.Add(value ?? throw NoNumber(cell.ToString(), number));
            else if (value is not null)
                throw NoNumber(_first[column], _firstLine);
            else if (!isNamed)
            {
                // The first column of words may be names of files.
                _names.Add(Numberings.NumberIn(Encoding.UTF8.GetBytes(cell.ToString())));
                isNamed = true;
            }
        }

        DatasetException NoNumber(string cell, int at) =>
            Refuse($"has {Sentence.Shown(cell)} in line {at:N0}, which is no number: give a probability for each class.");
    }

    private void CheckHeading()
    {
        // R leaves out the name of the column of row names.
        if (_heading!.Length == _first.Length - 1)
            _heading = ["", .. _heading];
        if (_heading.Length != _first.Length)
            throw Refuse(
                $"has {_heading.Length} names in its heading, but {_first.Length} numbers in line {_firstLine:N0}: give each column a name."
            );
        for (var column = 0; column < _heading.Length; column++)
        {
            // Classes that are called by letters may have a y among them.
            if (
                _isNumber[column]
                && OtherNames.Contains(_heading[column].ToLowerInvariant())
                && !(_heading[column].Length == 1 && _heading.Count(name => name.Length == 1 && char.IsLetter(name[0])) > 1)
            )
                throw Refuse(
                    $"has a column {Sentence.Shown(_heading[column])}, which by its name is no class's probability: give one column for "
                        + $"each class and no other."
                );
        }
    }

    private static bool IsHeading(string[] cells)
    {
        string[] numbers = [.. cells.Where(cell => Number(cell) is not null)],
            words = [.. cells.Except(numbers)];
        // pandas numbers columns without names, from 0 and in whatever order they are; two of them may be probabilities, beside a file.
        return numbers.Length == 0
            || (
                ClassesOf(numbers) is not null
                && (numbers.Length > 2 || (words.Length > 0 && !Array.Exists(words, word => word.Any(c => char.IsDigit(c) || c == '.'))))
            );
    }

    /// <summary>Rows in the order of the examples, columns in that of the classes, and neither index nor anything else.</summary>
    private ProbabilityTable Arranged(int rows)
    {
        var width = _isNumber.Count(isNumber => isNumber);
        string[]? heading = _heading is null ? null : [.. _heading.Where((_, column) => _isNumber[column])];
        var examples = IndexOf(rows, width, heading);
        if (!_isSortedByName && _names.Count == rows && Numberings.Of(CollectionsMarshal.AsSpan(_names)) is { } named)
        {
            for (var row = 0; row < rows; row++)
            {
                if (named[row] != (examples?[row] ?? row))
                    throw Refuse(
                        $"has names that number the examples in another order than they stand in, from the {row + 1:N0}. row on: sort the "
                            + $"rows by them, or take the names out."
                    );
            }
        }
        var first = examples is null ? 0 : 1;
        var order = heading is null ? null : ClassesOf(heading[first..]);
        var classes = width - first;
        var arranged = new double[rows * classes];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < classes; column++)
                arranged[((examples?[row] ?? row) * classes) + (order?[column] ?? column)] = _values[(row * width) + first + column];
        }
        return new(rows, classes, arranged);
    }

    /// <summary>The example of each row, where the first column numbers them; a column called so must.</summary>
    private int[]? IndexOf(int rows, int width, string[]? heading)
    {
        var isNamed = heading is { Length: > 0 } && IndexNames.Contains(heading[0].ToLowerInvariant());
        var numbers = new double[width < 3 || (!isNamed && rows < 3) ? 0 : rows];
        for (var row = 0; row < numbers.Length; row++)
            numbers[row] = _values[row * width];
        return (numbers.Length == 0 ? null : Numberings.Of(numbers))
            ?? (
                isNamed
                    ? throw Refuse(
                        $"has a column \"{heading![0]}\" that does not number the examples from 0 or 1, each once, beside one for each "
                            + $"class: take it out."
                    )
                    : null
            );
    }

    /// <summary>The class of each name, where all are one word with a number each, from 0 or from 1; null where they are not.</summary>
    private static int[]? ClassesOf(string[] names)
    {
        Match[] found = Array.ConvertAll(names, name => EndsWithNumber().Match(name));
        return found.Length > 1
            && Array.TrueForAll(found, match => match.Success && match.Groups[1].Value == found[0].Groups[1].Value)
                ? Numberings.Of(Array.ConvertAll(found, match => double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)))
                : null;
    }

    [GeneratedRegex("^(|.*[^0-9])([0-9]{1,6})$")]
    private static partial Regex EndsWithNumber();

    private static char Separator(string text)
    {
        var (looked, found) = (0, ' ');
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace() || line.TrimStart().StartsWith("#"))
                continue;
            if (IsRemark(line))
                return line.Trim()[4];
            var isQuoted = false;
            foreach (var character in line)
            {
                isQuoted ^= character == '"';
                // A line of tabs or semicolons may have commas within its numbers.
                if (!isQuoted && Rank(character) > Rank(found))
                    found = character;
            }
            if (++looked == Looked)
                break;
        }
        return found;
    }

    private static int Rank(char character) => " |,;\t".IndexOf(character, StringComparison.Ordinal);

    private static bool IsRemark(ReadOnlySpan<char> line) =>
        line.TrimStart().StartsWith("#") || (line.Trim().Length == 5 && line.Trim().StartsWith("sep=", StringComparison.OrdinalIgnoreCase));

    private void Part(ReadOnlySpan<char> line)
    {
        _cells.Clear();
        var (start, isQuoted) = (0, false);
        for (var at = 0; at <= line.Length; at++)
        {
            if (at < line.Length)
                isQuoted ^= line[at] == '"';
            if (at < line.Length && (isQuoted || line[at] != _separator))
                continue;
            var (from, to) = (start, at);
            while (from < to && (char.IsWhiteSpace(line[from]) || line[from] == '"'))
                from++;
            while (to > from && (char.IsWhiteSpace(line[to - 1]) || line[to - 1] == '"'))
                to--;
            if (to > from || _separator != ' ' || line[start..at].Contains('"'))
                _cells.Add(from..to);
            start = at + 1;
        }
    }

    private string[] Words(ReadOnlySpan<char> line)
    {
        var words = new string[_cells.Count];
        for (var i = 0; i < words.Length; i++)
            words[i] = line[_cells[i]].ToString();
        return words;
    }

    // A comma is a decimal one wherever it does not part the cells.
    private static double? Number(ReadOnlySpan<char> cell) =>
        double.TryParse(
            cell.Contains(',') && !cell.Contains('.') ? cell.ToString().Replace(',', '.') : cell,
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : null;

    private DatasetException Refuse(ref InvariantText sentence) => new($"{_name} (text) {Sentence.Of(ref sentence)}");
}
