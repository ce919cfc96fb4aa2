using WebLab.Data.Datasets;

namespace WebLab.Training.LabelAudits;

/// <summary>Where an image's patches lie in a matrix with a column a patch: those of a quarter beside each other.</summary>
internal sealed class PatchLayout
{
    private readonly int _height,
        _width,
        _channels,
        _side;
    private readonly int[] _corners,
        _mirrored;

    public PatchLayout(ImageSet images, int side)
    {
        (_height, _width, _channels, _side) = (images.Height, images.Width, images.Channels, side);
        var (rows, columns) = (_height - side + 1, _width - side + 1);
        var (top, left) = ((rows + 1) / 2, (columns + 1) / 2);
        var quarters = new[] { (0, top, 0, left), (0, top, left, columns), (top, rows, 0, left), (top, rows, left, columns) };
        _corners =
        [
            .. quarters.SelectMany(quarter =>
                from row in Enumerable.Range(quarter.Item1, quarter.Item2 - quarter.Item1)
                from column in Enumerable.Range(quarter.Item3, quarter.Item4 - quarter.Item3)
                select (row * _width) + column
            ),
        ];
        // A patch's upper right corner in the mirror image, from which its columns run to the left.
        _mirrored = Array.ConvertAll(_corners, corner => corner + _width - 1 - (2 * (corner % _width)));
        QuarterLengths = [.. quarters.Select(quarter => (quarter.Item2 - quarter.Item1) * (quarter.Item4 - quarter.Item3))];
    }

    /// <summary>Patches of an image.</summary>
    public int Positions => _corners.Length;

    /// <summary>Values of a patch.</summary>
    public int PatchLength => _side * _side * _channels;

    /// <summary>Patches of each quarter.</summary>
    public int[] QuarterLengths { get; }

    /// <summary>Writes an image's patches, each divided by its deviation.</summary>
    /// <param name="image">CHW, 0 to 255.</param>
    /// <param name="isMirrored">Whether the patches of the mirror image are written, at the mirrored places.</param>
    /// <param name="patches">Patch length x positions.</param>
    public void Fill(ReadOnlySpan<byte> image, bool isMirrored, float[] patches)
    {
        var (sums, squares) = (new float[Positions], new float[Positions]);
        var at = 0;
        for (var channel = 0; channel < _channels; channel++)
        {
            for (var row = 0; row < _side; row++)
            {
                for (var column = 0; column < _side; column++, at += Positions)
                {
                    var source = image[(((channel * _height) + row) * _width)..];
                    var corners = isMirrored ? _mirrored : _corners;
                    var shift = isMirrored ? -column : column;
                    var target = patches.AsSpan(at, Positions);
                    for (var i = 0; i < target.Length; i++)
                    {
                        float value = source[corners[i] + shift];
                        target[i] = value;
                        sums[i] += value;
                        squares[i] += value * value;
                    }
                }
            }
        }
        for (var i = 0; i < sums.Length; i++)
        {
            var mean = sums[i] / PatchLength;
            // The filters' means are 0, so the patch's own need not be taken off.
            sums[i] = 1 / MathF.Sqrt(Math.Max((squares[i] / PatchLength) - (mean * mean), 0) + PatchFilters.PatchVariance);
        }
        for (var first = 0; first < patches.Length; first += Positions)
        {
            var target = patches.AsSpan(first, Positions);
            for (var i = 0; i < target.Length; i++)
                target[i] *= sums[i];
        }
    }
}
