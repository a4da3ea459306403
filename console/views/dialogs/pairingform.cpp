// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/pairingform.h"

#include "console/views/text/phrases.h"
#include "console/views/theme/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

namespace muster::console {

PairingForm::PairingForm(QWidget *parent)
    : QWidget(parent)
    , m_address(new QLineEdit)
    , m_role(new QComboBox)
    , m_byCode(new QRadioButton(tr("&Compare a code with somebody at the node")))
    , m_byToken(new QRadioButton(tr("With a one-time &token")))
    , m_token(new QLineEdit)
{
    m_address->setAccessibleName(tr("Address"));
    //: example of what can be typed into a field
    m_address->setPlaceholderText(tr("host, host:port or [IPv6]:port"));
    for (const Role role : {Role::Viewer, Role::Operator, Role::Admin})
        m_role->addItem(Phrases::role(role), int(role));
    m_role->setCurrentIndex(1);
    auto *layout = new QFormLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(6 * Theme::Step);
    layout->setVerticalSpacing(3 * Theme::Step);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->addRow(tr("&Address"), m_address);
    //: what this console may do on the node
    layout->addRow(tr("&Role here"), m_role);
    //: how to make sure that it is the right node
    layout->addRow(tr("Way"), buildWay());
}

QWidget *PairingForm::buildWay()
{
    m_byCode->setChecked(true);
    m_token->setPlaceholderText(tr("printed by: muster-agent token --role operator"));
    m_token->setEnabled(false);
    m_token->setAccessibleName(tr("Token"));
    connect(m_byToken, &QRadioButton::toggled, m_token, &QWidget::setEnabled);
    // A token was made for one role, on the node.
    connect(m_byToken, &QRadioButton::toggled, m_role, &QWidget::setDisabled);
    auto *way = new QWidget;
    auto *layout = new QVBoxLayout(way);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_byCode);
    layout->addWidget(m_byToken);
    layout->addWidget(m_token);
    return way;
}

void PairingForm::setAddress(const QString &address)
{
    m_address->setText(address);
    m_token->clear();
    if (address.isEmpty())
        m_address->setFocus();
}

bool PairingForm::isByCode() const
{
    return m_byCode->isChecked();
}

PairingWish PairingForm::wish() const
{
    return {m_address->text().trimmed(), Role(m_role->currentData().toInt()),
            isByCode() ? QString() : m_token->text().trimmed()};
}

QString PairingForm::askForMissing()
{
    const PairingWish wish_ = wish();
    if (wish_.address.isEmpty()) {
        m_address->setFocus();
        return tr("Say where the node is: an address is needed");
    }
    if (isByCode() || !wish_.token.isEmpty())
        return {};
    m_token->setFocus();
    return tr("Type the token, or compare a code instead");
}

} // namespace muster::console
