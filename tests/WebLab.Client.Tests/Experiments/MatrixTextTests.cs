using WebLab.Client.Experiments;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Client.Tests.Experiments;

public sealed class MatrixTextTests
{
    [Theory]
    [InlineData("0.9 0.1\n0.2 0.8")]
    [InlineData("0.9,0.1\r\n0.2,0.8\r\n")]
    [InlineData("\n0.9\t0.1\n\n0.2\t0.8\n")]
    [InlineData("[[0.9, 0.1],\n [2e-1, 0.8]]")]
    public void Matrix_is_read_as_people_write_it(string text) =>
        Assert.Equal(
            [
                [0.9, 0.1],
                [0.2, 0.8],
            ],
            MatrixText.Parse(text, 2)
        );

    [Theory]
    [InlineData("0.9 0.1", "The matrix must have 2 lines of 2 numbers; 1 lines were pasted.")]
    [InlineData("0.9 0.1\n1", "Line 2 of the matrix must have 2 numbers; it has 1.")]
    [InlineData("0.9 0.1\n1 x", "Line 2 of the matrix must hold numbers; it has \"x\".")]
    public void Another_shape_is_refused(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<FormatException>(() => MatrixText.Parse(text, 2)).Message);

    [Fact]
    public void Draft_names_the_row_that_does_not_sum_to_one()
    {
        var draft = new ExperimentDraft();
        draft.Set(SpecFields.Find("corruption")!, CorruptionKind.TransitionMatrixLabels);
        Assert.True(draft.IsValid);
        var matrix = draft.Matrix.Select(row => row.ToArray()).ToArray();
        matrix[3][3] = 0.7;
        draft.Matrix = matrix;
        Assert.Equal("corruption.transitionMatrix row 4 must sum to 1; it summed to 0.9.", draft.ProblemOf("corruption.transitionMatrix"));
    }
}
