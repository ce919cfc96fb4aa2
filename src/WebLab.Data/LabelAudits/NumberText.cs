using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using WebLab.Contracts;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;

namespace WebLab.Data.LabelAudits;

/// <summary>Numbers as text: a row an example, with a heading or none; <see cref="NumberColumns"/> says what its columns are.</summary>
internal sealed class NumberText
{
    private const int Looked = 3,
        MostBeside = 100;

    private readonly NumberKind _kind;
    private readonly string _name;
    private readonly char _separator;
    private readonly List<Range> _cells = [];
    private readonly List<double> _values = [];
    private readonly List<double> _names = [];
    private readonly NamedRows? _rows;
    private string[]? _heading;

    // The first row that is no heading, and which of its cells are numbers: so are those below.
    private string[] _first = [];
    private bool[] _isNumber = [];
    private int _firstLine;

    private NumberText(NumberKind kind, string name, char separator, ExampleNames? own)
    {
        (_kind, _name, _separator) = (kind, $"{name} (text)", separator);
        _rows = own is null ? null : new(own);
    }

    /// <exception cref="DatasetException">It is no table of numbers: one sentence.</exception>
    public static NumberTable Read(NumberKind kind, string name, string text, ExampleNames? own) =>
        text.AsSpan().TrimStart() is ['[' or '{', ..]
            ? throw new DatasetException($"{name} is JSON, which is not read as {kind.Noun}: save them as CSV or .npy.")
            : new NumberText(kind, name, Separator(text), own).Table(text);

    private NumberTable Table(string text)
    {
        var (number, rows) = (0, 0);
        // Two columns without names, or the numbers 0 and 1 of an example, as only other whole numbers tell.
        var (couldHead, hasWhole) = (false, false);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsWhiteSpace() || (rows == 0 && _heading is null && IsRemark(line)))
                continue;
            Part(line, number);
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
                hasWhole = Words(line).Any(cell => long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
            Add(line, number);
            rows++;
            if (_values.Count > _kind.MaxValues)
                NumberFile.CheckSize(_kind, _name, rows, _isNumber.Length);
        }
        if (_values.Count == 0)
            throw Refuse($"holds no numbers: give a row for each example and a column for each {_kind.Each}.");
        if (couldHead && rows > 1)
        {
            if (hasWhole || Array.Exists(_isNumber, isNumber => !isNumber))
                throw Refuse(
                    $"has 0 and 1 in line {_firstLine:N0}, which may be a heading as well as {_kind.Noun}: take the heading out, or write "
                        + $"the {_kind.Noun} with a point."
                );
            (_heading, rows) = (_first, rows - 1);
            _values.RemoveRange(0, 2);
            _rows?.ForgetFirstNumber();
        }
        return NumberColumns.Arrange(
            _kind,
            _name,
            _heading is null ? null : [.. _heading.Where((_, column) => _isNumber[column])],
            CollectionsMarshal.AsSpan(_values),
            rows,
            CollectionsMarshal.AsSpan(_names),
            _rows
        );
    }

    private void Add(ReadOnlySpan<char> line, int number)
    {
        if (_cells.Count != _isNumber.Length)
            throw Refuse($"has {_cells.Count} numbers in line {number:N0}, but {_isNumber.Length} before: give each example the same.");
        var words = 0;
        for (var column = 0; column < _isNumber.Length; column++)
        {
            var cell = line[_cells[column]];
            var value = Number(cell);
            if (_isNumber[column])
            {
                if (column - words == 0)
                    _rows?.AddNumber(cell.ToString());
                _values.Add(value ?? throw NoNumber(cell.ToString(), number));
            }
            else if (value is not null)
                throw NoNumber(_first[column], _firstLine);
            else if (_rows is not null)
                _rows.Add(words++, cell.ToString());
            else if (words++ == 0)
                // The first column of words may be names of files.
                _names.Add(Numberings.NumberIn(Encoding.UTF8.GetBytes(cell.ToString())));
        }

        DatasetException NoNumber(string cell, int at) =>
            Refuse($"has {Sentence.Shown(cell)} in line {at:N0}, which is no number: give a {_kind.Value} for each {_kind.Each}.");
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
        NumberColumns.CheckNames(_kind, _name, [.. _heading.Where((_, column) => _isNumber[column])]);
    }

    private static bool IsHeading(string[] cells)
    {
        string[] numbers = [.. cells.Where(cell => Number(cell) is not null)],
            words = [.. cells.Except(numbers)];
        // pandas numbers columns without names, from 0 and in whatever order they are; two of them may be probabilities, beside a file.
        return numbers.Length == 0
            || (
                NumberColumns.OrderOf(numbers) is not null
                && (numbers.Length > 2 || (words.Length > 0 && !Array.Exists(words, word => word.Any(c => char.IsDigit(c) || c == '.'))))
            );
    }

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

    private void Part(ReadOnlySpan<char> line, int number)
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
            // Before so many words are made of them: a file may be one line.
            if (_cells.Count > _kind.MaxColumns + MostBeside)
                throw Refuse(
                    $"has more than {_kind.MaxColumns + MostBeside:N0} columns in line {number:N0}; "
                        + $"{_kind.Noun} have 1 to {_kind.MaxColumns:N0}."
                );
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

    private DatasetException Refuse(ref InvariantText sentence) => new($"{_name} {Sentence.Of(ref sentence)}");
}
