// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/settingsdialog.h"

#include "console/views/theme/theme.h"
#include "console/views/viewsettings.h"

#include <QComboBox>
#include <QFormLayout>
#include <QVBoxLayout>

namespace muster::console {

SettingsDialog::SettingsDialog(const ViewParts &parts_, QWidget *parent)
    : Sheet(parts_, tr("Settings"), parent)
    , m_theme(new QComboBox)
    , m_density(new QComboBox)
{
    // In the order of ThemeChoice and Density.
    m_theme->addItems({tr("As the desktop"), tr("Light"), tr("Dark"), tr("High contrast")});
    //: how much room rows of lists take
    m_density->addItems({tr("Comfortable"), tr("Compact")});
    m_theme->setCurrentIndex(int(parts_.theme.choice()));
    m_density->setCurrentIndex(int(parts_.theme.density()));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(6 * Theme::Step);
    form->setVerticalSpacing(3 * Theme::Step);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Theme"), m_theme);
    form->addRow(tr("&Rows"), m_density);
    content().addLayout(form);
    setMinimumWidth(380);
    connect(m_theme, &QComboBox::activated, this, [this](int index) {
        parts().theme.setChoice(ThemeChoice(index));
        parts().settings.keep(parts().theme);
    });
    connect(m_density, &QComboBox::activated, this, [this](int index) {
        parts().theme.setDensity(Density(index));
        parts().settings.keep(parts().theme);
    });
    addCloseButton(tr("Close"));
}

} // namespace muster::console
