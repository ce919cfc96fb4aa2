using System.Collections.Concurrent;
using System.Globalization;

namespace WebLab.Contracts.Catalogue;

/// <summary>
/// A number that follows from a network's fields and its input, written as arithmetic so that server and browser can work it out without
/// the trainer: numbers, names, <c>+ - * /</c>, brackets, and <c>ceil(x)</c>, <c>round(x)</c>, <c>min(x, y)</c>, <c>max(x, y)</c>.
/// </summary>
public sealed class SizeFormula
{
    // A formula comes from an extension too: brackets are followed no deeper than a person writes them.
    private const int MaxDepth = 64;

    private static readonly ConcurrentDictionary<string, SizeFormula> Parsed = new(StringComparer.Ordinal);

    private readonly string _text;
    private readonly Func<Func<string, double>, double> _value;
    private int _next;
    private int _depth;

    private SizeFormula(string text)
    {
        _text = text;
        _value = Sum();
        if (Peek() != '\0')
            throw Fault();
    }

    /// <summary>Reads a formula.</summary>
    /// <param name="text">The formula.</param>
    /// <exception cref="FormatException">It is none; the message says where it goes wrong.</exception>
    public static SizeFormula Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parsed.TryGetValue(text, out var known) ? known : Parsed.GetOrAdd(text, new SizeFormula(text));
    }

    /// <summary>Works the formula out.</summary>
    /// <param name="variable">The value of each name.</param>
    public double Evaluate(Func<string, double> variable) => _value(variable);

    private Func<Func<string, double>, double> Sum()
    {
        var left = Product();
        while (Peek() is '+' or '-')
        {
            var (sign, before) = (_text[_next++] == '+' ? 1 : -1, left);
            var right = Product();
            left = names => before(names) + (sign * right(names));
        }
        return left;
    }

    private Func<Func<string, double>, double> Product()
    {
        var left = Operand();
        while (Peek() is '*' or '/')
        {
            var (divides, before) = (_text[_next++] == '/', left);
            var right = Operand();
            left = divides ? names => before(names) / right(names) : names => before(names) * right(names);
        }
        return left;
    }

    private Func<Func<string, double>, double> Operand()
    {
        var first = Peek();
        if (first == '(')
            return Bracketed(1)[0];
        var start = _next;
        while (_next < _text.Length && (char.IsAsciiLetterOrDigit(_text[_next]) || _text[_next] == '.'))
            _next++;
        var word = _text[start.._next];
        if (char.IsAsciiDigit(first) && double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return _ => number;
        if (!char.IsAsciiLetter(first))
            throw Fault();
        return Peek() == '(' ? Function(word) : names => names(word);
    }

    private Func<Func<string, double>, double> Function(string name)
    {
        var arguments = Bracketed(name is "min" or "max" ? 2 : 1);
        var (x, y) = (arguments[0], arguments[^1]);
        return name switch
        {
            "ceil" => names => Math.Ceiling(x(names)),
            "round" => names => Math.Round(x(names), MidpointRounding.AwayFromZero),
            "min" => names => Math.Min(x(names), y(names)),
            "max" => names => Math.Max(x(names), y(names)),
            _ => throw new FormatException($"A size formula has no function {name}."),
        };
    }

    private Func<Func<string, double>, double>[] Bracketed(int count)
    {
        Take('(');
        if (++_depth > MaxDepth)
            throw Fault();
        var values = new Func<Func<string, double>, double>[count];
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                Take(',');
            values[i] = Sum();
        }
        Take(')');
        _depth--;
        return values;
    }

    private void Take(char expected)
    {
        if (Peek() != expected)
            throw Fault();
        _next++;
    }

    private char Peek()
    {
        while (_next < _text.Length && _text[_next] == ' ')
            _next++;
        return _next < _text.Length ? _text[_next] : '\0';
    }

    private FormatException Fault() =>
        new(string.Create(CultureInfo.InvariantCulture, $"A size formula cannot be read from character {_next + 1} on: {Rest()}."));

    private string Rest() => _next >= _text.Length ? "it ends" : _text.Substring(_next, Math.Min(30, _text.Length - _next));
}
