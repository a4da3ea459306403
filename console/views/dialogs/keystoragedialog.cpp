// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/keystoragedialog.h"

#include "console/views/text/phrases.h"
#include "console/views/widgets/label.h"

#include <QButtonGroup>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace muster::console {

KeyStorageDialog::KeyStorageDialog(const ViewParts &parts_, const Error &reason, QWidget *parent)
    : Sheet(parts_, tr("Where shall the private key be kept?"), parent)
    , m_choices(new QButtonGroup(this))
{
    setMinimumWidth(540);
    content().addWidget(wrappedLabel(
        parts_.theme,
        tr("Nodes know this console by its private key. No keychain can be used: %1.").arg(reason.text)));
    addChoice(KeyStorage::Keychain, tr("&Try the keychain again"),
              tr("Best. Start or unlock the desktop's keychain first (GNOME Keyring, KWallet)."));
    addChoice(KeyStorage::File, tr("In a &file that only you can read"),
              tr("Not encrypted. Who can read your files, or a copy of your disk, can act as this console."));
    addChoice(KeyStorage::Session, tr("Only in &memory"),
              tr("Nothing is kept. After the next start this is another console, and each node must be "
                 "paired again."));
    addCloseButton(tr("Stay offline"));
    auto *use = addButton(tr("&Use this"), true);
    connect(use, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(KeyStorage(m_choices->checkedId()));
        accept();
    });
}

void KeyStorageDialog::addChoice(KeyStorage storage, const QString &title, const QString &consequence)
{
    auto *button = new QRadioButton(title);
    button->setAccessibleDescription(consequence);
    button->setChecked(storage == KeyStorage::Keychain);
    m_choices->addButton(button, int(storage));
    auto *layout = new QVBoxLayout;
    layout->setSpacing(Theme::Step / 2);
    layout->addWidget(button);
    Label *label = wrappedLabel(parts().theme, consequence, Colour::Dim);
    label->setContentsMargins(6 * Theme::Step, 0, 0, 0);
    layout->addWidget(label);
    content().addLayout(layout);
}

} // namespace muster::console
