using System.Globalization;
using System.Text.Json;

namespace WebLab.Bench;

/// <summary>Writes figures as they come, as a table or as lines of JSON.</summary>
internal sealed class BenchReport(bool isJson)
{
    private readonly List<BenchFigure> _figures = [];
    private bool _hasHead;

    public void Add(BenchFigure figure)
    {
        _figures.Add(figure);
        if (isJson)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        name = figure.Name,
                        value = figure.Value,
                        unit = figure.Unit,
                        target = figure.Target,
                        met = figure.IsMet,
                    }
                )
            );
            return;
        }
        if (!_hasHead)
            Console.WriteLine($"{"figure",-26} {"value",14} {"target",16}  {"met",-4} how");
        _hasHead = true;
        var target = figure.Target is { } wanted ? $"{(figure.IsFloor ? ">=" : "<=")} {Number(wanted)} {figure.Unit}" : "";
        var (value, met) = ($"{Number(figure.Value)} {figure.Unit}", figure.IsMet ? "yes" : "NO");
        Console.WriteLine($"{figure.Name,-26} {value,14} {target,16}  {met,-4} {figure.How}");
    }

    /// <summary>0 when every target is met, else 1.</summary>
    public int ExitCode => _figures.All(figure => figure.IsMet) ? 0 : 1;

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture);
}
