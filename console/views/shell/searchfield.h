// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

namespace muster::console {

class Theme;

/// Looks like a field and opens the command palette.
class SearchField : public QAbstractButton
{
    Q_OBJECT
public:
    explicit SearchField(const Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace muster::console
