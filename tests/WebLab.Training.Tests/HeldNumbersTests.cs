using static TorchSharp.torch;

namespace WebLab.Training.Tests;

/// <summary>What <c>BannedSymbols.txt</c> names ends in an exception of native code once in about 100,000 calls here (a square did in
/// its place). What stands in its stead is asked for fewer, to keep the test short: the build says that nothing else is called.</summary>
public sealed class HeldNumbersTests
{
    public static TheoryData<string, double> Operations =>
        new()
        {
            { "sum", 4 },
            { "product", 6 },
            { "quotient", 1.5 },
            { "difference", -2 },
            { "square", 9 },
            { "bounds", 5 },
        };

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_number_lives_until_it_was_read_however_often_memory_is_collected(string operation, double expected)
    {
        using var three = tensor(3.0);
        using var one = tensor(1.0);
        var collecting = new Thread(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                GC.Collect(0);
                Thread.SpinWait(20_000);
            }
        });
        collecting.Start();
        while (collecting.IsAlive)
        {
            using var scope = NewDisposeScope();
            var result = operation switch
            {
                "sum" => three.clone().Increase(one).Plus(1).Plus(one).Increase(one, -2),
                "product" => three.Times(4).Scale(0.5),
                "quotient" => three.Over(1).DivideBy(2),
                "difference" => three.SubtractedFrom(1),
                "square" => three.Squared(),
                _ => three.Between(4, 8).Plus(2).Bound(1, 5),
            };
            Assert.Equal(expected, result.item<double>());
        }
    }
}
