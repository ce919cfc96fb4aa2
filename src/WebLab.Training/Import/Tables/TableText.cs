using WebLab.Contracts;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Tables;

/// <summary>
/// Goes through a text table row by row without ever holding more of it than one row. A cell in quotation marks may hold separators, line
/// ends and, doubled, the marks themselves.
/// </summary>
/// <param name="entry">The file, for sentences.</param>
/// <param name="reader">Its text.</param>
/// <param name="separator">What parts cells; a space stands for any number of them.</param>
/// <param name="mostCells">Cells that a row may have.</param>
/// <param name="firstLine">The number of the line that the text begins with.</param>
internal sealed class TableText(SourceEntry entry, TextReader reader, char separator, int mostCells, long firstLine = 1)
{
    private const int MostCharacters = 1 << 24;

    private readonly List<(int Start, int Length)> _cells = [];
    private char[] _buffer = new char[1 << 16];
    private int _start,
        _end;
    private bool _isAtEnd;

    /// <summary>The line in which the row begins, 1-based.</summary>
    public long Line { get; private set; }

    public int Count => _cells.Count;

    private long _nextLine = firstLine;

    /// <summary>Whether each row ends with a separator, after which there is no cell.</summary>
    public bool EndsWithSeparator { get; init; }

    /// <summary>What stands around cells; zero where nothing does.</summary>
    public char Quote { get; init; } = '"';

    /// <summary>A cell without the spaces and the quotation marks around it.</summary>
    public ReadOnlySpan<char> this[int cell] => _buffer.AsSpan(_cells[cell].Start, _cells[cell].Length);

    /// <summary>Goes to the next row that is not blank.</summary>
    /// <exception cref="DatasetException">A quotation mark has no end, or the row has too many cells.</exception>
    public bool Next()
    {
        while (true)
        {
            var line = _buffer.AsSpan(_start, _end - _start);
            var end = line.IndexOf('\n');
            if (end < 0 && !_isAtEnd)
            {
                Fill();
                continue;
            }
            if (end < 0 && line.Length == 0)
                return false;
            Line = _nextLine;
            _cells.Clear();
            var whole = end < 0 ? line : line[..end];
            var next = _start + (end < 0 ? line.Length : end + 1);
            if (!whole.Contains(Quote))
            {
                _nextLine++;
                if (!whole.IsWhiteSpace())
                    Split(_start, whole.TrimEnd('\r').Length);
            }
            else
            {
                var quotedEnd = QuotedEnd();
                if (quotedEnd < 0)
                {
                    Fill();
                    continue;
                }
                SplitQuoted(quotedEnd);
                next = Math.Min(quotedEnd + 1, _end);
                _nextLine += 1 + _buffer.AsSpan(_start, quotedEnd - _start).Count('\n');
            }
            _start = next;
            if (EndsWithSeparator && _cells is [.., _, { Length: 0 }])
                _cells.RemoveAt(_cells.Count - 1);
            if (_cells.Count > 0)
                return true;
        }
    }

    public string[] Row() => [.. Enumerable.Range(0, Count).Select(cell => this[cell].ToString())];

    private void Split(int start, int length)
    {
        var end = start + length;
        if (separator == ' ')
        {
            for (var at = start; at < end;)
            {
                while (at < end && _buffer[at] is ' ' or '\t')
                    at++;
                var from = at;
                while (at < end && _buffer[at] is not (' ' or '\t'))
                    at++;
                if (at > from)
                    Add(from, at);
            }
            return;
        }
        while (true)
        {
            var cell = _buffer.AsSpan(start, end - start).IndexOf(separator);
            Add(start, cell < 0 ? end : start + cell);
            if (cell < 0)
                return;
            start += cell + 1;
        }
    }

    /// <summary>Where a row with quotation marks ends; -1 where that was not read yet.</summary>
    private int QuotedEnd()
    {
        var (isQuoted, isBlank) = (false, true);
        for (var at = _start; at < _end; at++)
        {
            var character = _buffer[at];
            if (isQuoted)
                isQuoted = character != Quote;
            else if (character == '\n')
                return at;
            else if (character == separator)
                isBlank = true;
            else if (character == Quote && (isBlank || (at > _start && _buffer[at - 1] == Quote)))
                (isQuoted, isBlank) = (true, false);
            else
                isBlank &= character is ' ' or '\t';
        }
        if (!_isAtEnd)
            return -1;
        return isQuoted
            ? throw new ImportChoiceException(
                "quotes",
                Sentence.Of($"{entry.Shown} has a quotation mark in the row of line {Line:N0} that is not closed.")
            )
            : _end;
    }

    /// <summary>Parts a whole row; doubled marks are drawn together in place, since it is not read again.</summary>
    private void SplitQuoted(int end)
    {
        for (var at = _start; at <= end; at++)
        {
            while (at < end && (_buffer[at] == ' ' || (_buffer[at] == '\t' && separator != '\t')))
                at++;
            var (from, to) = (at, at);
            if (at < end && _buffer[at] == Quote)
            {
                from = to = ++at;
                while (at < end && (_buffer[at] != Quote || (at + 1 < end && _buffer[at + 1] == Quote)))
                {
                    at += _buffer[at] == Quote ? 1 : 0;
                    _buffer[to++] = _buffer[at++];
                }
                at++;
                while (at < end && _buffer[at] != separator)
                    at++;
            }
            else
            {
                while (at < end && _buffer[at] != separator)
                    at++;
                to = at;
            }
            if (separator != ' ' || to > from)
                Add(from, to);
        }
    }

    private void Add(int from, int to)
    {
        while (from < to && char.IsWhiteSpace(_buffer[from]))
            from++;
        while (to > from && char.IsWhiteSpace(_buffer[to - 1]))
            to--;
        if (_cells.Count == mostCells)
            throw entry.Refuse(Sentence.Of($"has more than {mostCells:N0} columns in line {Line:N0}, the most that are read."));
        _cells.Add((from, to - from));
    }

    private void Fill()
    {
        _cells.Clear();
        if (_start > 0)
        {
            Array.Copy(_buffer, _start, _buffer, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= MostCharacters)
                throw entry.Refuse(
                    Sentence.Of($"has a row from line {_nextLine:N0} on that does not end within {MostCharacters:N0} characters.")
                );
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
        var read = reader.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isAtEnd = read == 0;
    }
}
