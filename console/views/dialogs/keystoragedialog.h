// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/keys/keystorage.h"
#include "console/views/dialogs/sheet.h"
#include "shared/error.h"

class QButtonGroup;

namespace muster::console {

/// When no keychain answers: where the console's private key shall be. Explains each choice; nothing is
/// chosen silently.
class KeyStorageDialog : public Sheet
{
    Q_OBJECT
public:
    KeyStorageDialog(const ViewParts &parts, const Error &reason, QWidget *parent);

Q_SIGNALS:
    void chosen(muster::console::KeyStorage storage);

private:
    void addChoice(KeyStorage storage, const QString &title, const QString &consequence);

    QButtonGroup *m_choices;
};

} // namespace muster::console
