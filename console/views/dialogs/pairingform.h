// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetactions.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QRadioButton;

namespace muster::console {

/// What must be said before pairing with a node: where it is, what this console may do there, and how to make
/// sure that it is the right one.
class PairingForm : public QWidget
{
    Q_OBJECT
public:
    explicit PairingForm(QWidget *parent = nullptr);

    /// Another node: the role and the way stay as they are, a token is good only once.
    void setAddress(const QString &address);
    [[nodiscard]] bool isByCode() const;
    [[nodiscard]] PairingWish wish() const;
    /// What is still missing, in a sentence, and the cursor goes there. Empty when nothing is.
    [[nodiscard]] QString askForMissing();

private:
    [[nodiscard]] QWidget *buildWay();

    QLineEdit *m_address;
    QComboBox *m_role;
    QRadioButton *m_byCode;
    QRadioButton *m_byToken;
    QLineEdit *m_token;
};

} // namespace muster::console
