// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace muster::console {

/// Whether the letters that press buttons together with Alt are underlined: while Alt is held. Filters the
/// events of the whole program.
class MnemonicCue : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] bool isShown() const { return m_isShown; }

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setShown(bool isShown);

    bool m_isShown = false;
};

} // namespace muster::console
