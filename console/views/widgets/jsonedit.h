// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/theme/theme.h"

#include <QPlainTextEdit>

namespace muster::console {

/// Text to write JSON in: names, texts, numbers and words in their own colours, line numbers, and one line
/// marked as being at fault.
class JsonEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit JsonEdit(const Theme &theme, QWidget *parent = nullptr);

    /// @param line from 1; 0: none
    void setFaultLine(int line);
    /// Another text in its place; what was there comes back by undo.
    void replaceText(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class Numbers;
    void applyTheme();
    void markFault();
    void placeNumbers();
    void paintNumbers(QPaintEvent *event);
    [[nodiscard]] int numbersWidth() const;

    const Theme &m_theme;
    QWidget *m_numbers;
    int m_faultLine = 0;
};

} // namespace muster::console
