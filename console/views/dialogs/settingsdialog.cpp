// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/settingsdialog.h"

#include "console/views/theme/theme.h"
#include "console/views/viewsettings.h"
#include "console/views/widgets/label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

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
    buildDesktop();
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

void SettingsDialog::buildDesktop()
{
    auto *heading = new Label(parts().theme, Label::Kind::Heading, Colour::Dim);
    //: heading in the settings: what is shown outside of the window
    heading->setText(tr("On the desktop"));
    content().addSpacing(Theme::Step);
    content().addWidget(heading);
    content().addWidget(flagBox(tr("&Notify of new failures"), u"notify"_s, true));
    QCheckBox *tray =
        flagBox(tr("Show the &count of failures in the tray, where there is one"), u"tray"_s, true);
    QCheckBox *keep =
        flagBox(tr("&Keep running in the tray when the window is closed"), u"keepInTray"_s, false);
    content().addWidget(tray);
    content().addWidget(keep);
    keep->setEnabled(tray->isChecked());
    connect(tray, &QCheckBox::toggled, keep, &QWidget::setEnabled);
}

QCheckBox *SettingsDialog::flagBox(const QString &text, const QString &flag, bool otherwise)
{
    auto *box = new QCheckBox(text);
    box->setChecked(parts().settings.flag(flag, otherwise));
    connect(box, &QCheckBox::toggled, this, [this, flag](bool isOn) {
        parts().settings.setFlag(flag, isOn);
        Q_EMIT desktopChanged();
    });
    return box;
}

} // namespace muster::console
