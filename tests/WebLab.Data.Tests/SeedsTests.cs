namespace WebLab.Data.Tests;

public sealed class SeedsTests
{
    [Fact]
    public void Seed_is_fixed_for_ever() => Assert.Equal(2624944291601536232UL, Seeds.Derive(1, Seeds.Corruption));

    [Fact]
    public void Names_and_roots_give_different_seeds()
    {
        string[] names = [Seeds.Corruption, Seeds.TestCorruption, Seeds.Initialisation, Seeds.Shuffling, Seeds.Augmentation, Seeds.HoldOut];
        var seeds = names.SelectMany(name => Enumerable.Range(0, 100).Select(root => Seeds.Derive(root, name))).ToHashSet();
        Assert.Equal(names.Length * 100, seeds.Count);
    }
}
