using WebLab.Client.Layout;

namespace WebLab.Client.Tests.Layout;

public sealed class AddressQueryTests
{
    [Theory]
    [InlineData("http://lab/runs", "hide", null)]
    [InlineData("http://lab/runs?", "hide", null)]
    [InlineData("http://lab/runs?hide=a~b&show=all#charts", "hide", "a~b")]
    [InlineData("http://lab/runs?hide=a~b&show=all#charts", "SHOW", "all")]
    [InlineData("http://lab/runs?measure=test.acc&measure=train.acc", "measure", "test.acc")]
    [InlineData("http://lab/runs?name=one+two%20%26%3D%C3%A9", "name", "one two &=é")]
    [InlineData("http://lab/runs?from=", "from", "")]
    [InlineData("http://lab/runs?from&to=%zz", "from", null)]
    [InlineData("http://lab/runs?from&to=%zz", "to", "%zz")]
    public void The_first_value_of_a_name_is_read(string address, string name, string? value) =>
        Assert.Equal(value, new AddressQuery(address)[name]);
}
