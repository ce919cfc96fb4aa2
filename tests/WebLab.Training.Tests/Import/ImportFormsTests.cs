using WebLab.Contracts.Datasets;
using WebLab.Training.Import;

namespace WebLab.Training.Tests.Import;

public sealed class ImportFormsTests
{
    [Fact]
    public void Every_form_that_can_be_named_has_a_title_and_one_reader()
    {
        var forms = Enum.GetValues<ImportForm>();
        Assert.Equal(forms.Length, forms.Select(form => form.Title()).Distinct().Count());
        Assert.Equal(forms, ImportForms.All.Select(reader => reader.Form).Order());
    }
}
